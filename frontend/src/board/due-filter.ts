import { FIRST_DAY } from './due'
import { instantKey } from './instant'
import type { Card } from './model'

/** Which due dates are shown: before today, today, in the next seven days, or any at all. */
export type DueFilter = 'overdue' | 'today' | 'week' | 'dated'

export const DUE_FILTERS: ReadonlyArray<[filter: DueFilter, name: string]> = [
  ['overdue', 'Overdue'],
  ['today', 'Due today'],
  ['week', 'Due in a week'],
  ['dated', 'Any due date'],
]

export interface DueRange {
  readonly dueAfter?: string
  readonly dueBefore?: string
}

/** The instants between which such a due date lies. A whole day counts as its end in UTC, so its beginning excludes the day before. */
export function dueRange(filter: DueFilter, today: string): DueRange {
  const start = (days: number) => `${plusDays(today, days)}T00:00:00Z`
  switch (filter) {
    case 'overdue':
      return { dueBefore: start(0) }
    case 'today':
      return { dueAfter: start(0), dueBefore: start(1) }
    case 'week':
      return { dueAfter: start(0), dueBefore: start(8) }
    case 'dated':
      return { dueAfter: `${FIRST_DAY}T00:00:00Z` }
  }
}

/** Whether the server would find the card by this range. */
export function isDueIn(card: Card, { dueAfter, dueBefore }: DueRange): boolean {
  const key = dueKey(card)
  if (key === NEVER) return false
  return (!dueAfter || key > instantKey(dueAfter)) && (!dueBefore || key < instantKey(dueBefore))
}

/** Sorts behind every instant. */
export const NEVER = '~'

/** What due dates sort by, as the server sorts them: what is not due comes last. */
export function dueKey({ dueOn, dueAt }: Pick<Card, 'dueOn' | 'dueAt'>): string {
  return dueAt ? instantKey(dueAt) : dueOn ? instantKey(`${dueOn}T23:59:59.999999Z`) : NEVER
}

function plusDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
