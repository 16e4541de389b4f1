import { beforeEach, describe, expect, it } from 'vitest'
import { NO_FILTER } from './filter'
import { BOARD } from './layout'
import { BoardStore } from './store'
import { card, DONE, event, head, inDone, TODO } from './testing/build'

let store: BoardStore

const ALL = { hasMore: false, cursor: null }

beforeEach(() => {
  store = new BoardStore()
  store.begin({ head, role: 'EDITOR', cursor: 'start', counts: new Map([[TODO, 2], [DONE, 0]]) })
  store.takePage(TODO, [card('1', { position: 'a1', version: 3 }), card('2', { position: 'a2' })], ALL, 0)
  store.takePage(DONE, [], ALL, 0)
})

describe('events', () => {
  it('keeps the greater version, whatever the order of arrival', () => {
    store.takeEvent(event(1, 'TASK_UPDATED', card('1', { title: 'old', version: 2 })))
    expect(store.card('1')?.title).toBe('Task 1')
    store.takeEvent(event(2, 'TASK_UPDATED', card('1', { title: 'new', version: 4 })))
    expect(store.card('1')?.title).toBe('new')
  })

  it('keeps the later event at equal versions', () => {
    store.takeEvent(event(1, 'COMMENT_ADDED', card('1', { version: 3, commentCount: 1 })))
    store.takeEvent(event(2, 'COMMENT_ADDED', card('1', { version: 3, commentCount: 2 })))
    expect(store.card('1')?.commentCount).toBe(2)
  })

  it('does not let an answer that was asked for earlier undo an event of the same version', () => {
    const asOf = store.lastSeq()
    store.takeEvent(event(1, 'COMMENT_ADDED', card('1', { version: 3, commentCount: 1 })))
    store.takePage(TODO, [card('1', { position: 'a1', version: 3, commentCount: 0 })], ALL, asOf)
    expect(store.card('1')?.commentCount).toBe(1)
  })

  it('ignores an event that it has seen', () => {
    store.takeEvent(event(5, 'TASK_MOVED', card('1', { ...inDone, version: 4 })))
    expect(store.takeEvent(event(5, 'TASK_MOVED', card('1', { version: 9 })))).toBe('none')
    expect(store.column(DONE).ids).toEqual(['1'])
  })

  it('remembers the cursor of the last event', () => {
    store.takeEvent(event(7, 'TASK_CREATED', card('3')))
    expect(store.cursor()).toBe('cursor-7')
  })

  it('asks for a fresh reading when a number is missing, a type is unknown or many tasks changed', () => {
    expect(store.takeEvent(event(1, 'TASK_CREATED', card('3')))).toBe('none')
    expect(store.takeEvent(event(3, 'TASK_CREATED', card('4')))).toBe('reread')
    expect(store.takeEvent(event(4, 'TASKS_CHANGED', null))).toBe('reread')
    expect(store.takeEvent(event(5, 'SOMETHING_NEW' as 'TASK_MOVED', null))).toBe('reread')
  })

  it('takes a deleted card off the board and does not let an older page bring it back', () => {
    store.takeEvent(event(1, 'TASK_DELETED', card('1', { deletedAt: '2026-01-02T00:00:00Z', version: 4 })))
    store.takePage(TODO, [card('1', { position: 'a1', version: 3 })], ALL, 0)
    expect(store.column(TODO).ids).toEqual(['2'])
  })

  it('forgets a task that left the project until it comes back', () => {
    store.takeEvent(event(1, 'TASK_MOVED_OUT', null, { taskId: '1', taskVersion: 4 }))
    expect(store.column(TODO).ids).toEqual(['2'])
    store.takeEvent(event(2, 'TASK_MOVED_IN', card('1', { version: 5 })))
    expect(store.column(TODO).ids).toEqual(['1', '2'])
  })
})

describe('columns', () => {
  it('sorts by bytes, not by language', () => {
    store.takeEvent(event(1, 'TASK_CREATED', card('3', { position: 'Zz' })))
    store.takeEvent(event(2, 'TASK_CREATED', card('4', { position: 'a0V' })))
    expect(store.column(TODO).ids).toEqual(['3', '4', '1', '2'])
  })

  it('hides cards behind the end of what was loaded until their page has come', () => {
    store.begin({ head, role: 'EDITOR', cursor: 'start', counts: new Map([[TODO, 4]]) })
    store.takePage(TODO, [card('1', { position: 'a1' }), card('2', { position: 'a2' })], { hasMore: true, cursor: 'next' }, 0)
    store.takeEvent(event(1, 'TASK_CREATED', card('9', { position: 'a9' })))
    expect(store.column(TODO)).toMatchObject({ ids: ['1', '2'], count: 5, complete: false })
    store.takePage(TODO, [card('3', { position: 'a3' }), card('9', { position: 'a9' })], ALL, 0)
    expect(store.column(TODO)).toMatchObject({ ids: ['1', '2', '3', '9'], count: 4, complete: true })
  })

  it('hands out the same view until something in the column changes', () => {
    const before = store.column(DONE)
    store.takeEvent(event(1, 'TASK_UPDATED', card('1', { version: 4, position: 'a3' })))
    expect(store.column(DONE)).toBe(before)
    expect(store.column(TODO).ids).toEqual(['2', '1'])
  })

  it('shows what passes the filter, and follows cards that start or cease to pass', () => {
    const ada = { id: 'ada', name: 'Ada' }
    store.show({ layout: BOARD, filter: { ...NO_FILTER, assignee: 'ada' } })
    expect(store.column(TODO).ids).toEqual([])
    store.takeEvent(event(1, 'TASK_UPDATED', card('1', { assignedUser: ada, version: 4 })))
    expect(store.column(TODO).ids).toEqual(['1'])
    store.takeEvent(event(2, 'TASK_UPDATED', card('1', { version: 5 })))
    expect(store.column(TODO).ids).toEqual([])
  })
})

describe('a text filter', () => {
  it('shows what the server found, and of the rest only what it would find by the title', () => {
    store.takeEvent(event(1, 'TASK_UPDATED', card('1', { title: 'Move the blog', version: 4, position: 'a1' })))
    store.takeEvent(event(2, 'TASK_UPDATED', card('2', { title: 'Draw the Lögo', version: 2, position: 'a2' })))
    store.show({ layout: BOARD, filter: { ...NO_FILTER, text: 'the log' } })
    expect(store.column(TODO).ids).toEqual(['2'])
    store.takePage(TODO, [card('3', { title: 'Found by its description', position: 'a3' })], ALL, 0)
    expect(store.column(TODO).ids).toEqual(['2', '3'])
  })
})

describe('changes that wait for their answer', () => {
  it('show at once and go back without an answer', () => {
    const takeBack = store.change('1', inDone)
    expect(store.column(DONE).ids).toEqual(['1'])
    takeBack()
    expect(store.column(TODO).ids).toEqual(['1', '2'])
  })

  it("let the server's answer win", () => {
    const takeBack = store.change('1', { title: 'mine' })
    store.takeAnswer(card('1', { title: 'the server has trimmed it', version: 4, position: 'a1' }))
    takeBack()
    expect(store.card('1')?.title).toBe('the server has trimmed it')
  })

  it('let events of others through in fields they do not touch', () => {
    const takeBack = store.change('1', { title: 'mine' })
    store.takeEvent(event(1, 'TASK_UPDATED', card('1', { title: 'theirs', priority: 'HIGH', version: 4 })))
    expect(store.card('1')).toMatchObject({ title: 'mine', priority: 'HIGH' })
    takeBack()
    expect(store.card('1')).toMatchObject({ title: 'theirs', priority: 'HIGH' })
  })

  it('keep a later change when an earlier one is refused', () => {
    const first = store.change('1', { title: 'first' })
    store.change('1', { priority: 'LOW' })
    first()
    expect(store.card('1')).toMatchObject({ title: 'Task 1', priority: 'LOW' })
  })

  it('survive a fresh reading of the board', () => {
    store.change('1', { title: 'mine' })
    store.begin({ head, role: 'EDITOR', cursor: 'later', counts: new Map() })
    store.takePage(TODO, [card('1', { version: 8 })], ALL, 0)
    expect(store.card('1')?.title).toBe('mine')
  })

  it('replace a draft by the task that the server made, and drop one that it refused', () => {
    store.addDraft(card('new', { position: '!' }))
    expect(store.column(TODO).ids).toEqual(['new', '1', '2'])
    store.takeAnswer(card('new', { position: 'a3', version: 1 }))
    store.dropDraft('new')
    expect(store.column(TODO).ids).toEqual(['1', '2', 'new'])
    store.addDraft(card('bad'))
    store.dropDraft('bad')
    expect(store.card('bad')).toBeNull()
  })
})
