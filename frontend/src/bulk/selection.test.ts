import { beforeEach, describe, expect, it } from 'vitest'
import { NO_FILTER } from '../board/filter'
import { BOARD } from '../board/layout'
import { BoardStore } from '../board/store'
import { card, DONE, event, head, inDone, TODO } from '../board/testing/build'
import { MOST, Selection } from './selection'

const ALL = { hasMore: false, cursor: null }

let store: BoardStore
let selection: Selection

const chosen = () => [...selection.ids()]

beforeEach(() => {
  store = new BoardStore()
  store.begin({ head, role: 'EDITOR', cursor: 'start', counts: new Map() })
  store.takePage(TODO, ['1', '2', '3', '4'].map((id) => card(id, { position: `a${id}` })), ALL, 0)
  store.takePage(DONE, [card('9', inDone)], ALL, 0)
  selection = new Selection(store)
})

describe('Selection', () => {
  it('takes cards one by one, and back', () => {
    selection.toggle('1')
    selection.toggle('9')
    expect(chosen()).toEqual(['1', '9'])
    selection.toggle('1')
    expect(chosen()).toEqual(['9'])
  })

  it('takes all from the last one chosen to another of its column, in either direction', () => {
    selection.toggle('3')
    selection.extendTo('1')
    expect(chosen()).toEqual(['3', '2', '1'])
    selection.extendTo('4')
    expect(new Set(chosen())).toEqual(new Set(['1', '2', '3', '4']))
  })

  it('takes one card alone when the range would span columns', () => {
    selection.toggle('1')
    selection.extendTo('9')
    expect(chosen()).toEqual(['1', '9'])
  })

  it('lets go of what leaves the board or what is shown of it, and keeps what only moves', () => {
    for (const id of ['1', '2', '3', '4']) selection.toggle(id)
    store.takeEvent(event(1, 'TASK_DELETED', card('1', { deletedAt: '2026-01-02T00:00:00Z', version: 2 })))
    store.takeEvent(event(2, 'TASK_MOVED', card('2', { ...inDone, version: 2 })))
    store.together(() => undefined)
    expect(chosen()).toEqual(['2', '3', '4'])
    store.show({ layout: BOARD, filter: { ...NO_FILTER, assignee: 'nobody-has-this' } })
    expect(chosen()).toEqual([])
  })

  it('survives a fresh reading of the board', () => {
    selection.toggle('1')
    store.together(() => {
      store.begin({ head, role: 'EDITOR', cursor: 'later', counts: new Map() })
      store.takePage(TODO, [card('1', { position: 'a1', version: 2 })], ALL, 0)
    })
    expect(chosen()).toEqual(['1'])
  })

  it('holds no more than the server changes at once, and no drafts', () => {
    store.addDraft(card('draft'))
    selection.toggle('draft')
    expect(chosen()).toEqual([])
    store.takePage(TODO, Array.from({ length: MOST + 50 }, (_, index) => card(`n${index}`, { position: `b${index.toString().padStart(3, '0')}` })), ALL, 0)
    selection.toggle('n0')
    selection.extendTo(`n${MOST + 20}`)
    expect(chosen()).toHaveLength(MOST)
  })

  it('is the same set until it changes', () => {
    selection.toggle('1')
    const before = selection.ids()
    store.takeEvent(event(1, 'TASK_UPDATED', card('1', { position: 'a1', version: 2, title: 'new' })))
    store.together(() => undefined)
    expect(selection.ids()).toBe(before)
  })
})
