import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '../api/errors'
import { Toasts } from '../ui/toasts'
import { BoardActions } from './actions'
import { Turns } from './turns'
import { type View, WHOLE_BOARD } from './view'
import { NO_FILTER } from './filter'
import { LIST, listLayout } from './layout'
import { NEWEST } from './list-order'
import { BoardSync } from './sync'
import { card, DONE, event, inDone, TODO } from './testing/build'
import { FakeServer } from './testing/server'

let server: FakeServer
let sync: BoardSync

beforeEach(async () => {
  vi.useFakeTimers()
  server = new FakeServer()
  server.cards = [card('1', { position: 'a1' }), card('2', { position: 'a2' })]
  sync = new BoardSync(server, server, 'WEB', 'me')
  sync.start()
  sync.show(WHOLE_BOARD)
  await vi.advanceTimersByTimeAsync(0)
})

afterEach(() => {
  sync.stop()
  vi.useRealTimers()
})

it('subscribes behind the cursor that was read before the cards', () => {
  expect(server.asked.indexOf('Board')).toBeLessThan(server.asked.indexOf('ColumnTasks'))
  expect(server.feed.variables.after).toBe('start')
  expect(sync.store.column(TODO).ids).toEqual(['1', '2'])
})

it('comes back with the cursor of the last event, through the variables that the link sends again', () => {
  const { variables } = server.feed
  server.say(event(1, 'TASK_MOVED', card('1', { ...inDone, version: 2 })))
  expect(variables.after).toBe('cursor-1')
  expect(server.opened).toHaveLength(1)
})

it('opens a new subscription at the last cursor when the server ends one', async () => {
  server.say(event(1, 'TASK_CREATED', card('3')))
  server.feed.receiver.over(null)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(server.opened).toHaveLength(2)
  expect(server.feed.variables.after).toBe('cursor-1')
  expect(server.asked.filter((name) => name === 'Board')).toHaveLength(1)
})

it('reads the board again when the place is lost, keeping the old one in sight meanwhile', async () => {
  server.cards = [card('2', { ...inDone, version: 2 })]
  server.cursor = 'later'
  server.feed.receiver.over(new ApiError('RESYNC_REQUIRED', 'Read again.'))
  expect(sync.store.column(TODO).ids).toEqual(['1', '2'])
  await vi.advanceTimersByTimeAsync(0)
  expect(sync.store.column(TODO).ids).toEqual([])
  expect(sync.store.column(DONE).ids).toEqual(['2'])
  expect(server.feed.variables.after).toBe('later')
})

it('ends with 50 changes made while away exactly as the server has them, without a new reading', () => {
  for (let seq = 1; seq <= 50; seq++) {
    const id = seq % 2 === 0 ? '1' : '2'
    server.say(event(seq, 'TASK_MOVED', card(id, { ...(seq % 3 === 0 ? {} : inDone), position: `b${seq}`, version: seq + 1 })))
  }
  expect(sync.store.column(DONE).ids).toEqual(['2', '1'])
  expect(server.asked.filter((name) => name === 'ColumnTasks')).toHaveLength(2)
})

it('says so when the membership has ended', () => {
  server.feed.receiver.over(new ApiError('FORBIDDEN', 'No longer a member.'))
  expect(sync.status().kind).toBe('removed')
})

it('takes a refused move back and tells why', async () => {
  const toasts = new Toasts()
  server.refusal = new ApiError('FORBIDDEN', 'Editors only.')
  new BoardActions(server, sync.store, toasts, new Turns()).move('1', { status: { id: DONE, key: 'done' }, after: null, before: null })
  expect(sync.store.column(DONE).ids).toEqual(['1'])
  await vi.advanceTimersByTimeAsync(0)
  expect(sync.store.column(TODO).ids).toEqual(['1', '2'])
  expect(toasts.all()[0]?.text).toContain('Editors only.')
})

it('sends nothing for a card that is dropped where it was', async () => {
  const actions = new BoardActions(server, sync.store, new Toasts(), new Turns())
  actions.move('1', { status: { id: TODO, key: 'todo' }, after: null, before: '2' })
  actions.move('2', { status: { id: TODO, key: 'todo' }, after: '1', before: null })
  await vi.advanceTimersByTimeAsync(0)
  expect(server.sent).toEqual([])
})

it('sends changes in the order in which they were made, naming only neighbours that the server knows', async () => {
  let answered = () => {}
  server.held = new Promise((resolve) => {
    answered = resolve
  })
  const actions = new BoardActions(server, sync.store, new Toasts(), new Turns())
  const id = actions.create('New', { status: { id: TODO, key: 'todo' }, after: null, before: '1' })
  actions.move('2', { status: { id: TODO, key: 'todo' }, after: id, before: null })
  await vi.advanceTimersByTimeAsync(0)
  expect(server.sent).toHaveLength(1)
  answered()
  await vi.advanceTimersByTimeAsync(0)
  expect(server.sent).toMatchObject([{ id, before: '1' }, { id: '2', after: null }])
})

it('reads no tasks until something shows them, and only those that are shown', async () => {
  const other = new BoardSync(server, server, 'WEB', 'me')
  server.asked.length = 0
  other.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(other.status().kind).toBe('ready')
  expect(server.asked).not.toContain('ColumnTasks')
  const list: View = { filter: { ...NO_FILTER, priority: 'HIGH', due: { when: 'dated', today: '2026-01-01' } }, layout: listLayout({ by: 'DUE', descending: false }) }
  other.show(list)
  other.show({ ...list })
  await vi.advanceTimersByTimeAsync(0)
  expect(server.pages.slice(-1)).toEqual([{ filter: { projectIds: ['project'], priorities: ['HIGH'], dueAfter: '1970-01-01T00:00:00Z' }, orderBy: { by: 'DUE', direction: 'ASC' }, after: null, count: true }])
  expect(server.asked.filter((name) => name === 'ColumnTasks')).toHaveLength(1)
  other.stop()
})

it('reads again what is shown by then when that changes while it is reading again', async () => {
  const before = server.pages.length
  server.feed.receiver.over(new ApiError('RESYNC_REQUIRED', 'Read again.'))
  while (server.pages.length === before) await Promise.resolve()
  sync.show({ filter: NO_FILTER, layout: listLayout(NEWEST) })
  await vi.advanceTimersByTimeAsync(0)
  expect(sync.store.column(LIST)).toMatchObject({ ids: ['2', '1'], complete: true })
})

it('reads what could not be read by itself, once it can, and until then every few seconds', async () => {
  server.unreachable = 'ColumnTasks'
  sync.show({ filter: { ...NO_FILTER, priority: 'NONE' }, layout: WHOLE_BOARD.layout })
  await vi.advanceTimersByTimeAsync(0)
  expect(sync.store.column(TODO)).toMatchObject({ complete: false, loading: false, failed: true })
  const before = server.asked.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.asked.length - before).toBeLessThanOrEqual((2 * 60) / 3)
  server.unreachable = null
  await vi.advanceTimersByTimeAsync(6_000)
  expect(sync.store.column(TODO)).toMatchObject({ ids: ['1', '2'], complete: true, failed: false })
})

it('asks for nothing any more after it was stopped', async () => {
  server.unreachable = 'ColumnTasks'
  sync.show({ filter: { ...NO_FILTER, priority: 'NONE' }, layout: WHOLE_BOARD.layout })
  await vi.advanceTimersByTimeAsync(0)
  sync.stop()
  const before = server.asked.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.asked).toHaveLength(before)
})
