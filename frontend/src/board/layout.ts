import type { TaskOrder } from '../api/generated'
import { LIST_KEYS, type ListOrder } from './list-order'
import type { Card, Head } from './model'
import { comparePlaces, type Place } from './order'

/** How the tasks of a project are laid out: which columns there are, and how each is sorted. */
export interface Layout {
  readonly kind: 'board' | 'list'
  readonly columns: (head: Head) => readonly string[]
  /** The column in which tasks of a status stand. */
  readonly columnFor: (statusId: string) => string
  readonly placeOf: (card: Card) => Place
  readonly compare: (a: Place, b: Place) => number
  /** The order in which the server gives a column. */
  readonly order: TaskOrder
}

/** A column for each status, in the order that people give it. */
export const BOARD: Layout = {
  kind: 'board',
  columns: (head) => head.statuses.map(({ id }) => id),
  columnFor: (statusId) => statusId,
  placeOf: ({ id, position }) => ({ id, position }),
  compare: comparePlaces,
  order: { by: 'POSITION', direction: 'ASC' },
}

/** The one column of a list. */
export const LIST = 'list'

const lists = new Map<string, Layout>()

/** All tasks in one column. The same order gives the same layout. */
export function listLayout({ by, descending }: ListOrder): Layout {
  const name = `${by} ${descending}`
  const known = lists.get(name)
  if (known) return known
  const keyOf = LIST_KEYS[by]
  const layout: Layout = {
    kind: 'list',
    columns: () => [LIST],
    columnFor: () => LIST,
    placeOf: (card) => ({ id: card.id, position: keyOf(card) }),
    compare: descending ? (a, b) => comparePlaces(b, a) : comparePlaces,
    order: { by, direction: descending ? 'DESC' : 'ASC' },
  }
  lists.set(name, layout)
  return layout
}
