export type DueState = 'overdue' | 'soon' | 'later'

interface Start {
  readonly startOn: string | null
  readonly startAt: string | null
}

interface Due {
  readonly dueOn: string | null
  readonly dueAt: string | null
}

/** The days that the API takes. */
export const FIRST_DAY = '1970-01-01'
export const LAST_DAY = '9998-12-31'

/** The calendar day so many days from now, here where the reader is. */
export function dayIn(days: number, now = new Date()): string {
  return localDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 12))
}

function localDay(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}

/** The calendar day on which something is due, here where the reader is; null when it has no date. */
export function dueDay({ dueOn, dueAt }: Due): string | null {
  return dueOn ?? (dueAt ? localDay(new Date(dueAt)) : null)
}

export function startDay({ startOn, startAt }: Start): string | null {
  return startOn ?? (startAt ? localDay(new Date(startAt)) : null)
}

export function startsLate(task: Start & Due): boolean {
  const due = dueDay(task)
  return due !== null && (startDay(task) ?? '') > due
}

export function dueState(due: Due, now = new Date()): DueState {
  const day = dueDay(due) ?? ''
  if (day < localDay(now)) return 'overdue'
  return day <= dayIn(2, now) ? 'soon' : 'later'
}

/** A short form of a due day: "today", "tomorrow", "27 Nov" or "27 Nov 2027". */
export function dueText(due: Due, now = new Date()): string {
  const day = dueDay(due)
  if (!day) return ''
  if (day === localDay(now)) return 'today'
  if (day === dayIn(1, now)) return 'tomorrow'
  const date = new Date(`${day}T12:00:00`)
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year })
}
