import { expect, it } from 'vitest'
import { dayIn, dueState, dueText, startsLate } from './due'

const now = new Date('2026-11-23T10:00:00')
const on = (dueOn: string) => ({ dueOn, dueAt: null })

it('tells how near a due day is', () => {
  expect(dueState(on('2026-11-22'), now)).toBe('overdue')
  expect(dueState(on('2026-11-23'), now)).toBe('soon')
  expect(dueState(on('2026-11-25'), now)).toBe('soon')
  expect(dueState(on('2026-11-26'), now)).toBe('later')
})

it('names it shortly', () => {
  expect(dueText(on('2026-11-23'), now)).toBe('today')
  expect(dueText(on('2026-11-24'), now)).toBe('tomorrow')
  expect(dueText(on('2026-12-24'), now)).toBe('24 Dec')
  expect(dueText(on('2027-01-02'), now)).toBe('2 Jan 2027')
  expect(dueText({ dueOn: null, dueAt: null }, now)).toBe('')
})

it('knows a start that comes after the end, and does not miss what has no dates', () => {
  const dates = { startOn: null, startAt: null, dueOn: null, dueAt: null }
  expect(startsLate({ ...dates, startOn: '2026-03-02', dueOn: '2026-03-01' })).toBe(true)
  expect(startsLate({ ...dates, startOn: '2026-03-01', dueOn: '2026-03-01' })).toBe(false)
  expect(startsLate({ ...dates, startAt: '2026-03-03T12:00:00Z', dueAt: '2026-03-01T12:00:00Z' })).toBe(true)
  expect(startsLate({ ...dates, startOn: '2026-03-02' })).toBe(false)
  expect(startsLate({ ...dates, dueOn: '2026-03-02' })).toBe(false)
})

it('counts days from the one on which the reader is, over the ends of months', () => {
  expect(dayIn(0, new Date(2026, 1, 28, 23, 59))).toBe('2026-02-28')
  expect(dayIn(1, new Date(2026, 1, 28, 0, 1))).toBe('2026-03-01')
  expect(dayIn(7, new Date(2026, 11, 28, 12))).toBe('2027-01-04')
})
