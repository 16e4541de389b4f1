import type { Priority, TaskFilter } from '../api/generated'
import { type DueFilter, dueRange, isDueIn } from './due-filter'
import type { Card } from './model'

/** What the board shows of a project. Empty: everything. */
export interface BoardFilter {
  /** A member's id, `none` for cards without an assignee, null for all. */
  readonly assignee: string | null
  readonly labelId: string | null
  readonly priority: Priority | null
  readonly due: { readonly when: DueFilter; readonly today: string } | null
  readonly text: string
}

export const NO_FILTER: BoardFilter = { assignee: null, labelId: null, priority: null, due: null, text: '' }

export function isFiltered(filter: BoardFilter): boolean {
  return filter.assignee !== null || filter.labelId !== null || filter.priority !== null || filter.due !== null || filter.text !== ''
}

/** The server's form of the filter, for one column or, without a status, for all of them. */
export function columnFilter(projectId: string, statusKey: string | null, filter: BoardFilter): TaskFilter {
  return {
    projectIds: [projectId],
    ...(statusKey ? { statuses: [statusKey] } : {}),
    ...(filter.assignee === 'none' ? { unassigned: true } : filter.assignee ? { assignedUserIds: [filter.assignee] } : {}),
    ...(filter.labelId ? { labelIds: [filter.labelId] } : {}),
    ...(filter.priority ? { priorities: [filter.priority] } : {}),
    ...(filter.due ? dueRange(filter.due.when, filter.due.today) : {}),
    ...(filter.text ? { text: filter.text } : {}),
  }
}

/** Whether a card passes, as far as can be told from the card alone: descriptions and comments are the server's to search. */
export function passes(card: Card, filter: BoardFilter): boolean {
  if (filter.assignee === 'none' && card.assignedUser) return false
  if (filter.assignee && filter.assignee !== 'none' && card.assignedUser?.id !== filter.assignee) return false
  if (filter.labelId && !card.labels.some((label) => label.id === filter.labelId)) return false
  if (filter.priority && card.priority !== filter.priority) return false
  if (filter.due && !isDueIn(card, dueRange(filter.due.when, filter.due.today))) return false
  if (!filter.text) return true
  return matches(`${card.ref} ${card.title}`, filter.text)
}

/** Words as the server's search splits them: without marks and case, at everything that is no letter or digit. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean)
}

/** Every word has to be there, the last one by its beginning, of two letters at least. */
function matches(text: string, query: string): boolean {
  const own = wordsOf(text)
  const asked = wordsOf(query)
  const last = asked.pop()
  if (last === undefined) return false
  return asked.every((word) => own.includes(word)) && own.some((word) => word === last || (last.length > 1 && word.startsWith(last)))
}
