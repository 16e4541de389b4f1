import type { Target } from './actions'
import type { Status } from './model'

/** The place at `index` of a column, given the ids of its other cards. */
export function placeInColumn(status: Status, others: readonly string[], index: number): Target {
  const at = Math.max(0, Math.min(index, others.length))
  return { status, after: others[at - 1] ?? null, before: others[at] ?? null }
}
