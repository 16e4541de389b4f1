import { createClient, type Client as SocketClient } from 'graphql-ws'
import { ApiError, type GraphQLErrorBody } from './errors'
import { Listeners } from './listeners'
import type { Session } from './session'
import type { Operation } from './transport'

export interface Receiver<Data> {
  next(data: Data): void
  /** The subscription is over: refused, ended by the server, or without a session to carry it. */
  over(reason: ApiError | null): void
}

/** Live subscriptions. After a lost connection the same `variables` object is sent again: keep its cursor current. */
export interface Live {
  open<Data, Variables extends object>(operation: Operation<Data, Variables>, variables: Variables, receiver: Receiver<Data>): () => void
}

export type LinkState = 'idle' | 'up' | 'down'

const PING_EVERY = 10_000
const PONG_WITHIN = 5_000
/** A tab that slept longer than this does not trust its socket. */
const SILENCE = 20_000
const SESSION_ENDED = 4403

/** One WebSocket for all subscriptions, opened when the first one needs it and reconnected for ever. */
export class Link implements Live {
  #session: Session
  #socket: SocketClient
  #listeners = new Listeners()
  #state: LinkState = 'idle'
  #refused = false
  #heardAt = 0
  #pong: ReturnType<typeof setTimeout> | undefined
  #wake = new Listeners()

  constructor(session: Session, url: string) {
    this.#session = session
    this.#socket = createClient({
      url,
      lazy: true,
      lazyCloseTimeout: 2_000,
      keepAlive: PING_EVERY,
      connectionAckWaitTimeout: 10_000,
      connectionParams: () => this.#credentials(),
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (attempt) => this.#pause(attempt),
      on: {
        connected: () => this.#set('up'),
        message: () => this.#heard(),
        ping: (received) => {
          if (!received) this.#pong = setTimeout(() => this.#socket.terminate(), PONG_WITHIN)
        },
        error: () => this.#set('down'),
        closed: (event) => {
          const code = (event as CloseEvent).code
          clearTimeout(this.#pong)
          if (code === SESSION_ENDED) this.#refused = true
          this.#set(code === 1000 ? 'idle' : 'down')
        },
      },
    })
    // The socket belongs to the one who opened it: the next person to sign in gets another.
    session.subscribe(() => {
      if (session.state().status === 'out' && this.#state === 'up') this.#socket.terminate()
    })
  }

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  readonly state = (): LinkState => this.#state

  /** Watches the browser's own signs of a lost or regained network. */
  watch(page: Window): void {
    page.addEventListener('offline', () => {
      if (this.#state === 'up') this.#socket.terminate()
    })
    page.addEventListener('online', () => this.#wake.tell())
    page.document.addEventListener('visibilitychange', () => {
      if (page.document.visibilityState !== 'visible') return
      if (this.#state === 'up' && Date.now() - this.#heardAt > SILENCE) this.#socket.terminate()
      this.#wake.tell()
    })
  }

  open<Data, Variables extends object>(operation: Operation<Data, Variables>, variables: Variables, receiver: Receiver<Data>): () => void {
    let open = true
    const finish = (reason: ApiError | null) => {
      if (!open) return
      open = false
      receiver.over(reason)
    }
    const stop = this.#socket.subscribe<Data>(
      { query: operation.toString(), variables: variables as Record<string, unknown> },
      {
        next: (result) => {
          if (!open) return
          if (result.errors && result.errors.length > 0) {
            finish(ApiError.fromBody(result.errors as readonly GraphQLErrorBody[]))
            stop()
          } else if (result.data) receiver.next(result.data)
        },
        error: (reason) => finish(refusal(reason)),
        complete: () => finish(null),
      },
    )
    return () => {
      open = false
      stop()
    }
  }

  async #credentials(): Promise<Record<string, string>> {
    if (this.#refused) {
      await this.#session.refresh()
      this.#refused = false
    }
    const token = await this.#session.token()
    if (!token) throw new Error('Nobody is signed in.')
    return { authorization: `Bearer ${token}` }
  }

  #heard(): void {
    this.#heardAt = Date.now()
    clearTimeout(this.#pong)
  }

  /** Waits before another attempt: longer each time, at random so that a restarted server is not stormed. */
  #pause(attempt: number): Promise<void> {
    const delay = Math.min(800 * 2 ** attempt, 15_000) * (0.25 + Math.random())
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        forget()
        resolve()
      }
      // Without a network every attempt would fail loudly: sleep until the browser says that it is back.
      const timer = setTimeout(() => (navigator.onLine ? done() : undefined), delay)
      const forget = this.#wake.add(() => (navigator.onLine ? done() : undefined))
    })
  }

  #set(state: LinkState): void {
    if (state === this.#state) return
    this.#state = state
    this.#listeners.tell()
  }
}

/** What graphql-ws hands over when a subscription ends badly: GraphQL errors, a close event or an exception. */
function refusal(reason: unknown): ApiError {
  if (Array.isArray(reason)) return ApiError.fromBody(reason as GraphQLErrorBody[])
  return ApiError.offline()
}
