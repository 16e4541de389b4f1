import { describe, expect, it } from 'vitest'
import { type DueFilter, dueRange, isDueIn } from './due-filter'
import { card } from './testing/build'

const today = '2026-02-28'
const days = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-07', '2026-03-08']
const passing = (filter: DueFilter) => days.filter((dueOn) => isDueIn(card('1', { dueOn }), dueRange(filter, today)))

describe('a due filter', () => {
  it('goes by whole days where the reader is', () => {
    expect(passing('overdue')).toEqual(['2026-02-27'])
    expect(passing('today')).toEqual(['2026-02-28'])
    expect(passing('week')).toEqual(['2026-02-28', '2026-03-01', '2026-03-07'])
    expect(passing('dated')).toEqual(days)
  })

  it('finds nothing that is not due', () => {
    for (const filter of ['overdue', 'today', 'week', 'dated'] as const) expect(isDueIn(card('1'), dueRange(filter, today))).toBe(false)
  })

  it('compares instants whatever their fractions', () => {
    const at = (dueAt: string) => isDueIn(card('1', { dueAt }), dueRange('today', today))
    expect(at('2026-02-28T00:00:00.000001Z')).toBe(true)
    expect(at('2026-02-28T00:00:00Z')).toBe(false)
    expect(at('2026-02-28T23:59:59.9Z')).toBe(true)
    expect(at('2026-03-01T00:00:00Z')).toBe(false)
  })
})
