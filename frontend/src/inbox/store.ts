import type { Api } from '../api/client'
import {
  MarkAllNotificationsReadDocument,
  MarkNotificationsReadDocument,
  type NotificationPartsFragment,
  NotificationReceivedDocument,
  NotificationsDocument,
  UnreadCountDocument,
} from '../api/generated'
import type { Live } from '../api/link'
import { Listeners } from '../api/listeners'

export type Notification = NotificationPartsFragment

export interface InboxState {
  readonly items: readonly Notification[]
  readonly unread: number
  readonly next: string | null
  readonly read: boolean
}

const EMPTY: InboxState = { items: [], unread: 0, next: null, read: false }
const AGAIN = 3_000
/** One act may tell several counts: the list is read once for all that come within so long. */
const SETTLE = 300

/** One's notifications, live. The subscriptions do not replay: the list is read again behind each count that is told. */
export class Inbox {
  #api: Api
  #live: Live
  #state = EMPTY
  #listeners = new Listeners()
  #stops: Array<() => void> = []
  #timers = new Set<ReturnType<typeof setTimeout>>()
  #catchUp: ReturnType<typeof setTimeout> | undefined
  #round = 0
  /** Grows with everything that an answer which is under way may not know. */
  #heard = 0

  constructor(api: Api, live: Live) {
    this.#api = api
    this.#live = live
  }

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  readonly state = (): InboxState => this.#state

  start(): void {
    this.stop()
    this.#follow()
    void this.read()
  }

  stop(): void {
    this.#round++
    for (const stop of this.#stops) stop()
    for (const timer of this.#timers) clearTimeout(timer)
    clearTimeout(this.#catchUp)
    this.#stops = []
    this.#timers.clear()
    this.#catchUp = undefined
    this.#set(EMPTY)
  }

  /** Reads the newest notifications, and again when something was heard meanwhile that the answer may lack. */
  async read(): Promise<void> {
    const round = this.#round
    const heard = this.#heard
    const answer = await this.#api.request(NotificationsDocument, { unreadOnly: false, after: null }).catch(() => null)
    if (!answer?.notifications || round !== this.#round) return
    if (heard !== this.#heard) return this.read()
    const { nodes, unreadCount, pageInfo } = answer.notifications
    const { items, next } = this.#state
    // Pages that were read further down stay where they are.
    const last = items.findIndex(({ id }) => id === nodes.at(-1)?.id)
    const earlier = last < 0 ? [] : items.slice(last + 1)
    this.#set({
      items: [...nodes, ...earlier],
      unread: unreadCount,
      next: earlier.length > 0 ? next : pageInfo.hasNextPage ? pageInfo.endCursor : null,
      read: true,
    })
  }

  async readMore(): Promise<void> {
    const { next } = this.#state
    if (!next) return
    const answer = await this.#api.request(NotificationsDocument, { unreadOnly: false, after: next })
    if (!answer.notifications || next !== this.#state.next) return
    const { nodes, pageInfo } = answer.notifications
    const known = new Set(this.#state.items.map((item) => item.id))
    const items = [...this.#state.items, ...nodes.filter((item) => !known.has(item.id))]
    this.#set({ ...this.#state, items, next: pageInfo.hasNextPage ? pageInfo.endCursor : null })
  }

  async markRead(ids: readonly string[]): Promise<void> {
    this.#markHere((item) => ids.includes(item.id))
    const answer = await this.#api.request(MarkNotificationsReadDocument, { ids }).catch(() => null)
    if (answer?.markNotificationsRead) this.#hear({ unread: answer.markNotificationsRead.unreadCount })
    else await this.read()
  }

  async markAllRead(): Promise<void> {
    this.#markHere(() => true)
    const answer = await this.#api.request(MarkAllNotificationsReadDocument, {}).catch(() => null)
    if (answer?.markAllNotificationsRead) this.#hear({ unread: answer.markAllNotificationsRead.unreadCount })
    else await this.read()
  }

  #markHere(which: (item: Notification) => boolean): void {
    const now = new Date().toISOString()
    let marked = 0
    const items = this.#state.items.map((item) => {
      if (item.readAt || !which(item)) return item
      marked++
      return { ...item, readAt: now }
    })
    this.#hear({ items, unread: Math.max(0, this.#state.unread - marked) })
  }

  #follow(): void {
    this.#keep((over) =>
      this.#live.open(NotificationReceivedDocument, {}, {
        next: ({ notificationReceived }) => {
          const rest = this.#state.items.filter((item) => item.id !== notificationReceived.id)
          this.#hear({ items: [notificationReceived, ...rest] })
        },
        over,
      }),
    )
    this.#keep((over) =>
      this.#live.open(UnreadCountDocument, {}, {
        // Told at each beginning too, also after a lost connection: what came before it is in no subscription.
        next: ({ unreadCount }) => {
          this.#hear({ unread: unreadCount })
          this.#readSoon()
        },
        over,
      }),
    )
  }

  /** Opens a subscription, and opens it again a while after it has ended. */
  #keep(open: (over: () => void) => () => void): void {
    const round = this.#round
    this.#stops.push(
      open(() => {
        if (round !== this.#round) return
        this.#soon(() => {
          this.#keep(open)
          void this.read()
        }, AGAIN)
      }),
    )
  }

  #soon(run: () => void, after: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      run()
    }, after)
    this.#timers.add(timer)
  }

  #readSoon(): void {
    this.#catchUp ??= setTimeout(() => {
      this.#catchUp = undefined
      void this.read()
    }, SETTLE)
  }

  #hear(news: Partial<InboxState>): void {
    this.#heard++
    this.#set({ ...this.#state, ...news })
  }

  #set(state: InboxState): void {
    this.#state = state
    this.#listeners.tell()
  }
}
