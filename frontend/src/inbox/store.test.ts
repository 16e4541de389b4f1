import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Api } from '../api/client'
import type { Live, Receiver } from '../api/link'
import { Inbox, type Notification } from './store'

const note = (id: string, readAt: string | null = null): Notification => ({
  id,
  kind: 'MENTIONED',
  message: `Ada mentioned you in ${id}`,
  createdAt: '2026-11-23T10:00:00Z',
  readAt,
  actor: null,
  task: null,
  project: null,
})

/** A server in miniature: one person's notifications, newest first. What it tells, a test says. */
class FakeServer implements Api, Live {
  all: Notification[] = []
  pageSize = 30
  reads = 0
  /** While set, an answer that has been made waits for it on its way. */
  held: Promise<void> | null = null
  #receivers = new Map<string, Receiver<unknown>>()

  request = async <Data, Variables>(operation: { toString(): string }, variables: Variables): Promise<Data> => {
    const text = operation.toString()
    if (text.includes('mutation MarkNotificationsRead')) {
      const { ids } = variables as { ids: string[] }
      this.all = this.all.map((item) => (ids.includes(item.id) ? note(item.id, '2026-11-23T11:00:00Z') : item))
      return { markNotificationsRead: { unreadCount: this.unread } } as Data
    }
    this.reads++
    const { after } = variables as { after: string | null }
    const start = after ? this.all.findIndex(({ id }) => id === after) + 1 : 0
    const nodes = this.all.slice(start, start + this.pageSize)
    const pageInfo = { hasNextPage: start + nodes.length < this.all.length, endCursor: nodes.at(-1)?.id ?? null }
    const answer = { notifications: { nodes, unreadCount: this.unread, pageInfo } }
    await this.held
    return answer as Data
  }

  open = <Data, Variables extends object>(operation: { toString(): string }, _: Variables, receiver: Receiver<Data>): (() => void) => {
    this.#receivers.set(/subscription (\w+)/.exec(operation.toString())?.[1] ?? '', receiver as Receiver<unknown>)
    return () => undefined
  }

  get unread(): number {
    return this.all.filter((item) => !item.readAt).length
  }

  tellCount(): void {
    this.#receivers.get('UnreadCount')?.next({ unreadCount: this.unread })
  }

  /** Something arrives while both subscriptions are open. */
  tell(item: Notification): void {
    this.all = [item, ...this.all]
    this.#receivers.get('NotificationReceived')?.next({ notificationReceived: item })
    this.tellCount()
  }
}

let server: FakeServer
let inbox: Inbox
const ids = () => inbox.state().items.map(({ id }) => id)
const settle = () => vi.advanceTimersByTimeAsync(1_000)

beforeEach(() => {
  vi.useFakeTimers()
  server = new FakeServer()
  inbox = new Inbox(server, server)
})

afterEach(() => {
  inbox.stop()
  vi.useRealTimers()
})

it('Q9: has what came between the first reading and the beginning of the subscription', async () => {
  inbox.start()
  await vi.advanceTimersByTimeAsync(0)
  server.all = [note('between')]
  server.tellCount()
  await settle()
  expect(ids()).toEqual(['between'])
  expect(inbox.state().unread).toBe(1)
})

it('Q9: is not set back by an answer that was made before something arrived', async () => {
  let release = () => undefined as void
  server.held = new Promise((resolve) => (release = resolve))
  inbox.start()
  server.tell(note('meanwhile'))
  release()
  await vi.advanceTimersByTimeAsync(0)
  expect(ids()).toEqual(['meanwhile'])
  expect(inbox.state().unread).toBe(1)
})

it('Q8: has what came while the connection was lost, also when as many were read elsewhere', async () => {
  server.all = [note('old')]
  inbox.start()
  server.tellCount()
  await settle()
  server.all = [note('missed'), note('old', '2026-11-23T11:00:00Z')]
  server.tellCount() // as the subscription does when it begins anew
  await settle()
  expect(inbox.state().items).toEqual(server.all)
})

it('shows at once what arrives, once, and reads the list once for many', async () => {
  inbox.start()
  server.tellCount()
  await settle()
  const reads = server.reads
  for (let n = 1; n <= 20; n++) server.tell(note(`n${n}`))
  expect(ids()).toHaveLength(20)
  await settle()
  expect(ids()).toEqual(server.all.map(({ id }) => id))
  expect(server.reads).toBe(reads + 1)
})

it('keeps the earlier pages in sight when something new is read', async () => {
  server.pageSize = 2
  server.all = ['6', '5', '4', '3', '2', '1'].map((id) => note(id))
  inbox.start()
  await settle()
  await inbox.readMore()
  server.tell(note('7'))
  await settle()
  expect(ids()).toEqual(['7', '6', '5', '4', '3'])
  await inbox.readMore()
  expect(ids()).toEqual(['7', '6', '5', '4', '3', '2', '1'])
  expect(inbox.state().next).toBeNull()
})

it('marks read at once, and the answer counts', async () => {
  server.all = [note('1'), note('2')]
  inbox.start()
  await settle()
  const marked = inbox.markRead(['1'])
  expect(inbox.state().unread).toBe(1)
  await marked
  await settle()
  expect(inbox.state().items.map((item) => Boolean(item.readAt))).toEqual([true, false])
  expect(inbox.state().unread).toBe(1)
})
