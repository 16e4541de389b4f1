import { beforeEach, describe, expect, it } from 'vitest'
import { NO_FILTER } from './filter'
import { BOARD, LIST, listLayout } from './layout'
import type { ListSort } from './list-order'
import type { Card } from './model'
import { BoardStore } from './store'
import { card, DONE, event, head, inDone, TODO } from './testing/build'

const ALL = { hasMore: false, cursor: null }

let store: BoardStore

const list = (by: ListSort, descending = false) => store.show({ filter: NO_FILTER, layout: listLayout({ by, descending }) })
const ids = () => store.column(LIST).ids

beforeEach(() => {
  store = new BoardStore()
  store.begin({ head, role: 'EDITOR', cursor: 'start', counts: new Map([[TODO, 3], [DONE, 1]]) })
})

/** The ids of cards as a list shows them. */
function sorted(by: ListSort, cards: readonly Card[], descending = false): readonly string[] {
  list(by, descending)
  store.takePage(LIST, cards, ALL, 0)
  return ids()
}

describe('a list sorts as the server does', () => {
  it('by number, with what has none yet as the newest', () => {
    const cards = [card('a', { number: 2 }), card('b', { number: 10 }), card('c', { number: 0 })]
    expect(sorted('NUMBER', cards, true)).toEqual(['c', 'b', 'a'])
  })

  it('by title without case and marks, by bytes', () => {
    const titles = ['beta', 'Ägypten', 'alpha', 'Straße', 'strasse 2', 'Zeta']
    const cards = titles.map((title) => card(title, { title }))
    expect(sorted('TITLE', cards)).toEqual(['Ägypten', 'alpha', 'beta', 'Straße', 'strasse 2', 'Zeta'])
  })

  it('by priority from none to urgent', () => {
    const cards = (['HIGH', 'NONE', 'URGENT', 'LOW', 'MEDIUM'] as const).map((priority) => card(priority, { priority }))
    expect(sorted('PRIORITY', cards)).toEqual(['NONE', 'LOW', 'MEDIUM', 'HIGH', 'URGENT'])
  })

  it('by due date, a whole day as its end, what is not due last', () => {
    const cards = [card('never'), card('day', { dueOn: '2026-01-02' }), card('noon', { dueAt: '2026-01-02T12:00:00Z' }), card('next', { dueAt: '2026-01-03T00:00:00.5Z' })]
    expect(sorted('DUE', cards)).toEqual(['noon', 'day', 'next', 'never'])
  })

  it('by instants, whatever their fractions', () => {
    const at = (id: string, updatedAt: string) => card(id, { updatedAt })
    expect(sorted('UPDATED_AT', [at('2', '2026-01-01T00:00:00.1Z'), at('1', '2026-01-01T00:00:00Z'), at('3', '2026-01-01T00:00:00.100001Z')])).toEqual(['1', '2', '3'])
  })

  it('in descending order also what is equal', () => {
    expect(sorted('PRIORITY', [card('1'), card('2')])).toEqual(['1', '2'])
    expect(sorted('PRIORITY', [card('1'), card('2')], true)).toEqual(['2', '1'])
  })
})

describe('a list is live', () => {
  it('shows tasks of all columns, counts them, and moves a task when what it is sorted by changes', () => {
    list('TITLE')
    expect(store.column(LIST)).toMatchObject({ ids: [], count: 4 })
    store.takePage(LIST, [card('1', { title: 'a' }), card('2', { title: 'b', ...inDone })], { hasMore: true, cursor: 'next' }, 0)
    expect(store.column(LIST)).toMatchObject({ ids: ['1', '2'], count: 4, complete: false })
    store.takeEvent(event(1, 'TASK_UPDATED', card('2', { title: 'A', version: 2 })))
    store.takeEvent(event(2, 'TASK_CREATED', card('3', { title: 'aa' })))
    store.takeEvent(event(3, 'TASK_CREATED', card('4', { title: 'z' })))
    // What comes behind the end of what was loaded waits for its page.
    expect(store.column(LIST)).toMatchObject({ ids: ['1', '2', '3'], count: 6 })
    store.takePage(LIST, [card('4', { title: 'z' })], ALL, 3)
    expect(ids()).toEqual(['1', '2', '3', '4'])
  })

  it('shows everything that was loaded, also where its own order differs from the server’s', () => {
    list('TITLE')
    // An emoji sorts behind such a letter by UTF-8, and before it by UTF-16.
    store.takePage(LIST, [card('1', { title: '\ue000' }), card('2', { title: '😀' })], { hasMore: true, cursor: 'next' }, 0)
    expect([...ids()].sort()).toEqual(['1', '2'])
  })

  it('keeps what is known when board and list are exchanged, and asks for the pages of each', () => {
    store.takePage(TODO, [card('1', { number: 1, position: 'b' }), card('2', { number: 2, position: 'a' })], ALL, 0)
    list('NUMBER')
    expect(store.columns()).toEqual([LIST])
    expect(store.column(LIST)).toMatchObject({ ids: ['1', '2'], count: 4, complete: false })
    store.show({ filter: NO_FILTER, layout: BOARD })
    expect(store.columns()).toEqual([TODO, DONE])
    expect(store.column(TODO)).toMatchObject({ ids: ['2', '1'], complete: false })
  })
})
