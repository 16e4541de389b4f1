import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Api } from '../api/client'
import { ApiError } from '../api/errors'
import type { Live, Receiver } from '../api/link'
import type { PresenceSubscription } from '../api/generated'
import { Presence } from './presence'
import type { Sight } from './whereabouts'

const ada = { id: 'ada', name: 'Ada' }
const grace = { id: 'grace', name: 'Grace' }
const alan = { id: 'alan', name: 'Alan' }

class Page extends EventTarget implements Sight {
  visibilityState: DocumentVisibilityState = 'visible'

  turn(state: DocumentVisibilityState): void {
    this.visibilityState = state
    this.dispatchEvent(new Event('visibilitychange'))
  }
}

class Server implements Api, Live {
  /** What was said: the open task, `board`, or `gone`. */
  readonly heard: string[] = []
  readonly opened: Array<Receiver<PresenceSubscription>> = []

  request = async <Data>(operation: { toString(): string }, variables: unknown): Promise<Data> => {
    this.heard.push(/SetPresence/.test(String(operation)) ? ((variables as { taskId: string | null }).taskId ?? 'board') : 'gone')
    return {} as Data
  }

  open = (_: unknown, __: unknown, receiver: Receiver<never>): (() => void) => {
    this.opened.push(receiver as Receiver<PresenceSubscription>)
    return () => undefined
  }

  say(people: ReadonlyArray<[user: typeof ada, taskId?: string]>, total = people.length): void {
    this.opened.at(-1)!.next({ presence: { total, people: people.map(([user, taskId]) => ({ user, taskId: taskId ?? null })) } })
  }
}

let page: Page
let server: Server
let presence: Presence

beforeEach(() => {
  vi.useFakeTimers()
  page = new Page()
  server = new Server()
  presence = new Presence(server, server, page, 'ada')
})
afterEach(() => {
  presence.stop()
  vi.useRealTimers()
})

const settled = () => vi.advanceTimersByTimeAsync(0)

describe('Whereabouts', () => {
  it('are told on coming, again before the server forgets, and on leaving', async () => {
    presence.start('project')
    await settled()
    expect(server.heard).toEqual(['board'])
    await vi.advanceTimersByTimeAsync(29_000)
    expect(server.heard).toEqual(['board', 'board'])
    presence.stop()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.heard).toEqual(['board', 'board', 'gone'])
  })

  it('tell one step from a task to the next', async () => {
    presence.lookAt('one')
    presence.start('project')
    await settled()
    presence.lookAt(null)
    presence.lookAt('two')
    await settled()
    expect(server.heard).toEqual(['one', 'two'])
  })

  it('end while nobody can see the page, and come back with it', async () => {
    presence.start('project')
    await settled()
    page.turn('hidden')
    await vi.advanceTimersByTimeAsync(120_000)
    presence.lookAt('one')
    await settled()
    expect(server.heard).toEqual(['board', 'gone'])
    page.turn('visible')
    await settled()
    expect(server.heard).toEqual(['board', 'gone', 'one'])
  })

  it('are told again when the server does not know them, but not before the first word can have arrived', async () => {
    presence.start('project')
    await settled()
    server.say([[grace]])
    await settled()
    expect(server.heard).toEqual(['board'])
    await vi.advanceTimersByTimeAsync(5_000)
    server.say([[grace]])
    await settled()
    expect(server.heard).toEqual(['board', 'board'])
    await vi.advanceTimersByTimeAsync(5_000)
    server.say([[grace], [ada]])
    await settled()
    expect(server.heard).toHaveLength(2)
  })
})

describe('Audience', () => {
  it('names the others, not oneself, and counts those whom the server does not name', () => {
    presence.start('project')
    server.say([[grace, 'one'], [ada], [alan]], 9)
    expect(presence.audience.others().map(({ user }) => user.name)).toEqual(['Alan', 'Grace'])
    expect(presence.audience.unnamed()).toBe(6)
    server.say([[grace], [alan]], 9)
    expect(presence.audience.unnamed()).toBe(6)
  })

  it('knows who has a task open, with the same list until that changes', () => {
    presence.start('project')
    server.say([[grace, 'one'], [ada, 'one'], [alan]])
    const before = presence.audience.at('one')
    expect(before).toEqual([grace])
    server.say([[alan, 'two'], [grace, 'one'], [ada]])
    expect(presence.audience.at('one')).toBe(before)
    server.say([[alan, 'one'], [grace, 'one']])
    expect(presence.audience.at('one')).toEqual([alan, grace])
    expect(presence.audience.at('two')).toEqual([])
  })

  it('follows again when the server ends the subscription, unless the membership has ended', async () => {
    presence.start('project')
    server.say([[grace]])
    server.opened[0]!.over(null)
    expect(presence.audience.others()).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(server.opened).toHaveLength(2)
    server.opened[1]!.over(new ApiError('FORBIDDEN', 'No longer a member.'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.opened).toHaveLength(2)
  })

  it('is empty once one has left', () => {
    presence.start('project')
    server.say([[grace, 'one']])
    presence.stop()
    expect(presence.audience.others()).toEqual([])
    expect(presence.audience.at('one')).toEqual([])
  })
})
