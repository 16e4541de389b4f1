import { dueKey } from './due-filter'
import { instantKey } from './instant'
import type { Card } from './model'
import { PRIORITIES } from './priority'

/** What a list can be sorted by. Places on the board are not among it: they compare only within a column. */
export type ListSort = 'NUMBER' | 'TITLE' | 'PRIORITY' | 'DUE' | 'CREATED_AT' | 'UPDATED_AT'

export interface ListOrder {
  readonly by: ListSort
  readonly descending: boolean
}

/** The newest first. */
export const NEWEST: ListOrder = { by: 'NUMBER', descending: true }

/** What a card sorts by, compared by `<`, so that the order is the server's. */
export const LIST_KEYS: Record<ListSort, (card: Card) => string> = {
  // A task that has no number yet will have the greatest.
  NUMBER: ({ number }) => (number > 0 ? number.toString().padStart(10, '0') : '~'),
  TITLE: ({ title }) => folded(title),
  PRIORITY: ({ priority }) => (PRIORITIES.length - PRIORITIES.indexOf(priority)).toString(),
  DUE: dueKey,
  CREATED_AT: ({ createdAt }) => instantKey(createdAt),
  UPDATED_AT: ({ updatedAt }) => instantKey(updatedAt),
}

/** The server's sort key of a title, but for rare letters: without marks and case. By way of upper case ß becomes ss. */
function folded(title: string): string {
  return title.normalize('NFKD').replace(/\p{Mn}/gu, '').toUpperCase().toLowerCase()
}
