import type { Target } from './actions'
import { placeInColumn } from './place'
import type { BoardStore } from './store'

export type Direction = 'up' | 'down' | 'left' | 'right'

export const DIRECTIONS: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }

interface Spot {
  readonly column: number
  readonly index: number
}

function spotOf(store: BoardStore, id: string): Spot | null {
  const columns = store.columns()
  const column = columns.indexOf(store.columnOf(id) ?? '')
  const index = store.column(columns[column] ?? '').ids.indexOf(id)
  return index < 0 ? null : { column, index }
}

/** Where Alt and an arrow take a card of a board, and what to say about it; null at the rim. */
export function moveByKey(store: BoardStore, id: string, direction: Direction): { target: Target; told: string } | null {
  const spot = spotOf(store, id)
  const statuses = store.head()?.statuses ?? []
  const title = store.card(id)?.title ?? ''
  if (!spot) return null
  const sideways = direction === 'left' ? -1 : direction === 'right' ? 1 : 0
  const status = statuses[spot.column + sideways]
  if (!status) return null
  const others = store.column(status.id).ids.filter((other) => other !== id)
  const index = sideways !== 0 ? Math.min(spot.index, others.length) : spot.index + (direction === 'down' ? 1 : -1)
  if (index < 0 || index > others.length) return null
  const place = `place ${index + 1} of ${others.length + 1}`
  return { target: placeInColumn(status, others, index), told: `${title}: ${status.name}, ${place}` }
}

/** The card that an arrow leads to. Sideways it skips empty columns. */
export function neighbourByKey(store: BoardStore, id: string, direction: Direction): string | null {
  const spot = spotOf(store, id)
  const columns = store.columns()
  if (!spot) return null
  const idsAt = (column: number) => store.column(columns[column] ?? '').ids
  if (direction === 'up' || direction === 'down') return idsAt(spot.column)[spot.index + (direction === 'down' ? 1 : -1)] ?? null
  const step = direction === 'right' ? 1 : -1
  for (let column = spot.column + step; column >= 0 && column < columns.length; column += step) {
    const ids = idsAt(column)
    if (ids.length > 0) return ids[Math.min(spot.index, ids.length - 1)] ?? null
  }
  return null
}

/** Whether keys belong to what somebody is writing. */
export function isTyping(element: HTMLElement): boolean {
  return element.isContentEditable || element.matches('input:not([type=checkbox]), textarea, select') || element.closest('dialog') !== null
}
