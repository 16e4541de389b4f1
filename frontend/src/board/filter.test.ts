import { expect, it } from 'vitest'
import { type BoardFilter, columnFilter, isFiltered, NO_FILTER, passes } from './filter'
import { card } from './testing/build'

const ada = { id: 'ada', name: 'Ada' }
const task = card('1', { assignedUser: ada, labels: [{ id: 'bug' }], priority: 'HIGH', dueOn: '2026-01-02', title: 'Cut the gears' })

const cases: ReadonlyArray<[part: Partial<BoardFilter>, asked: object, other: Partial<BoardFilter>]> = [
  [{ assignee: 'ada' }, { assignedUserIds: ['ada'] }, { assignee: 'none' }],
  [{ labelId: 'bug' }, { labelIds: ['bug'] }, { labelId: 'chore' }],
  [{ priority: 'HIGH' }, { priorities: ['HIGH'] }, { priority: 'NONE' }],
  [{ due: { when: 'overdue', today: '2026-01-03' } }, { dueBefore: '2026-01-03T00:00:00Z' }, { due: { when: 'overdue', today: '2026-01-02' } }],
  [{ text: 'gears cu' }, { text: 'gears cu' }, { text: 'gears do' }],
]

it.each(cases)('asks the server for %j and lets through what it would find', (part, asked, other) => {
  const filter = { ...NO_FILTER, ...part }
  expect(isFiltered(filter)).toBe(true)
  expect(columnFilter('p', 'todo', filter)).toEqual({ projectIds: ['p'], statuses: ['todo'], ...asked })
  expect(passes(task, filter)).toBe(true)
  expect(passes(task, { ...NO_FILTER, ...other })).toBe(false)
})

it('asks for everything, in one column or in all, when nothing is left out', () => {
  expect(isFiltered(NO_FILTER)).toBe(false)
  expect(columnFilter('p', null, NO_FILTER)).toEqual({ projectIds: ['p'] })
  expect(passes(card('2'), NO_FILTER)).toBe(true)
})
