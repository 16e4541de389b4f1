import { describe, expect, it } from 'vitest'
import { readBoardSearch, viewOf } from './address'
import { NO_FILTER } from './filter'
import { BOARD, listLayout } from './layout'
import { sameView, WHOLE_BOARD } from './view'

const view = (search: Record<string, unknown>) => viewOf(readBoardSearch(search), 'ada', '2026-01-01')

describe('the address of a board', () => {
  it('is the whole board when it says nothing, or nothing that is understood', () => {
    expect(sameView(view({}), WHOLE_BOARD)).toBe(true)
    expect(sameView(view({ view: 'gantt', sort: 'POSITION', priority: 'HUGE', due: 'never', assignee: '', q: null }), WHOLE_BOARD)).toBe(true)
  })

  it('says what is shown', () => {
    expect(view({ assignee: 'none', label: 'l', priority: 'HIGH', due: 'overdue', q: 12 })).toEqual({
      filter: { assignee: 'none', labelId: 'l', priority: 'HIGH', due: { when: 'overdue', today: '2026-01-01' }, text: '12' },
      layout: BOARD,
    })
  })

  it('means by "me" whoever opens it', () => {
    expect(view({ assignee: 'me' }).filter).toEqual({ ...NO_FILTER, assignee: 'ada' })
  })

  it('lists the newest first unless it says otherwise', () => {
    expect(view({ view: 'list' }).layout).toBe(listLayout({ by: 'NUMBER', descending: true }))
    expect(view({ view: 'list', sort: 'TITLE' }).layout).toBe(listLayout({ by: 'TITLE', descending: false }))
    expect(view({ view: 'list', sort: 'DUE', order: 'desc' }).layout.order).toEqual({ by: 'DUE', direction: 'DESC' })
  })
})
