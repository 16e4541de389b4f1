import { type BoardFilter, NO_FILTER } from './filter'
import { BOARD, type Layout } from './layout'

/** What is shown of a project, and how. */
export interface View {
  readonly filter: BoardFilter
  readonly layout: Layout
}

/** Everything, as a board. */
export const WHOLE_BOARD: View = { filter: NO_FILTER, layout: BOARD }

export function sameView(a: View, b: View): boolean {
  return a.layout === b.layout && JSON.stringify(a.filter) === JSON.stringify(b.filter)
}
