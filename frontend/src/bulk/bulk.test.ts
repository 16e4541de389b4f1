import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../api/errors'
import { BoardActions } from '../board/actions'
import { BoardSync } from '../board/sync'
import { card, DONE, inDone, TODO } from '../board/testing/build'
import { FakeServer } from '../board/testing/server'
import { Turns } from '../board/turns'
import { WHOLE_BOARD } from '../board/view'
import { Toasts } from '../ui/toasts'
import { Bulk } from './bulk'
import { dueOn, toAssignee, toPriority, toStatus, toTrash, withLabel, withoutLabel } from './edits'

const done = { id: DONE, key: 'done', name: 'Done' }
const bug = { id: 'bug', name: 'bug' }
const ada = { id: 'ada', name: 'Ada' }

let server: FakeServer
let sync: BoardSync
let toasts: Toasts
let bulk: Bulk

const settled = () => vi.advanceTimersByTimeAsync(0)
const shown = (id: string) => sync.store.card(id)

beforeEach(async () => {
  vi.useFakeTimers()
  server = new FakeServer()
  server.cards = [
    card('1', { position: 'a1', priority: 'HIGH', labels: [bug] }),
    card('2', { position: 'a2', priority: 'LOW', assignedUser: ada }),
    card('3', { position: 'a3', priority: 'HIGH', dueOn: '2026-02-03' }),
    card('9', { ...inDone, position: 'b1' }),
  ]
  sync = new BoardSync(server, server, 'WEB', 'me')
  sync.start()
  sync.show(WHOLE_BOARD)
  await settled()
  toasts = new Toasts()
  const turns = new Turns()
  bulk = new Bulk(server, sync.store, toasts, turns, new BoardActions(server, sync.store, toasts, turns))
})
afterEach(() => {
  sync.stop()
  vi.useRealTimers()
})

describe('Bulk', () => {
  it('changes all at once with one request, in the order of the board, and leaves out what is like that already', async () => {
    let answered = () => {}
    server.held = new Promise((resolve) => (answered = resolve))
    bulk.edit(['3', '9', '1'], toStatus(done))
    expect(sync.store.column(DONE).ids).toEqual(['9', '1', '3'])
    await settled()
    expect(server.sent).toEqual([{ ids: ['1', '3'], status: 'done' }])
    answered()
    await settled()
    expect(toasts.all()[0]?.text).toBe('2 tasks moved to Done.')
  })

  it("lets the server's answer win", async () => {
    server.cards = server.cards.map((card) => ({ ...card, version: 2, title: `${card.title}, changed meanwhile`, priority: 'URGENT' }))
    bulk.edit(['1', '2'], toPriority('NONE'))
    expect(shown('1')?.priority).toBe('NONE')
    await settled()
    expect(shown('1')).toMatchObject({ priority: 'URGENT', title: 'Task 1, changed meanwhile' })
  })

  it('takes all of it back when the server refuses, and says why', async () => {
    server.refusal = new ApiError('FORBIDDEN', 'Editors only.')
    bulk.edit(['1', '2'], toTrash())
    expect(sync.store.column(TODO).ids).toEqual(['3'])
    await settled()
    expect(sync.store.column(TODO).ids).toEqual(['1', '2', '3'])
    expect(toasts.all().map(({ text }) => text)).toEqual(['2 tasks were not changed. Editors only.'])
  })

  it('sends nothing when nothing would change', async () => {
    bulk.edit(['1', '3'], toPriority('HIGH'))
    await settled()
    expect(server.sent).toEqual([])
    expect(toasts.all()).toEqual([])
  })
})

describe('Undo', () => {
  const undone = async () => {
    await settled()
    server.sent.length = 0
    toasts.act()
    await settled()
    return server.sent
  }

  it('gives each card its former value back, together with those that had the same', async () => {
    bulk.edit(['1', '2', '3'], toPriority('NONE'))
    expect(await undone()).toEqual([
      { ids: ['1', '3'], priority: 'HIGH' },
      { ids: ['2'], priority: 'LOW' },
    ])
    bulk.edit(['1', '2', '3'], toAssignee({ id: 'bob', name: 'Bob' }))
    expect(await undone()).toEqual([
      { ids: ['1', '3'], assignedUserId: null },
      { ids: ['2'], assignedUserId: 'ada' },
    ])
    bulk.edit(['1', '2', '3'], dueOn('2026-03-01'))
    expect(await undone()).toEqual([
      { ids: ['1', '2'], dueOn: null, dueAt: null },
      { ids: ['3'], dueOn: '2026-02-03' },
    ])
  })

  it('takes a label only off those that got it, and gives it back to those that lost it', async () => {
    bulk.edit(['1', '2', '3'], withLabel(bug))
    expect(await undone()).toEqual([{ ids: ['2', '3'], removeLabelIds: ['bug'] }])
    bulk.edit(['1', '2', '3'], withoutLabel(bug))
    expect(await undone()).toEqual([{ ids: ['1'], addLabelIds: ['bug'] }])
  })

  it('brings cards back from the trash', async () => {
    bulk.edit(['1', '2'], toTrash())
    server.cards = server.cards.map((card) => ({ ...card, version: 2, deletedAt: '2026-01-02T00:00:00Z' }))
    await settled()
    expect(sync.store.column(TODO).ids).toEqual(['3'])
    server.cards = server.cards.map((card) => ({ ...card, version: 3, deletedAt: null }))
    expect(await undone()).toEqual([{ ids: ['1', '2'], deleted: false }])
    expect(sync.store.column(TODO).ids).toEqual(['1', '2', '3'])
  })

  it('puts cards back into their places', async () => {
    server.cards = server.cards.map((card) => ({ ...card, ...inDone, version: 2 }))
    bulk.edit(['1', '2', '9'], toStatus(done))
    expect(await undone()).toEqual([
      { id: '1', status: 'todo', after: null, before: '3' },
      { id: '2', status: 'todo', after: '1', before: null },
    ])
  })
})
