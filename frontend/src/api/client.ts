import { ApiError } from './errors'
import type { Session } from './session'
import type { Operation, Post, RequestOptions } from './transport'

/** What the stores need of the API: one request, one answer. */
export interface Api {
  request<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables, options?: RequestOptions): Promise<Data>
}

/** Sends operations as the signed-in person. */
export class Client implements Api {
  #post: Post
  #session: Session

  constructor(post: Post, session: Session) {
    this.#post = post
    this.#session = session
  }

  async request<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables, options?: RequestOptions): Promise<Data> {
    const token = await this.#session.token()
    try {
      return await this.#post(operation, variables, token, options)
    } catch (reason) {
      // A refused token means that nothing was done, so the operation may go out again with a fresh one.
      if (!(reason instanceof ApiError) || reason.code !== 'UNAUTHENTICATED' || !token) throw reason
      if (!(await this.#session.refresh())) throw reason
      return this.#post(operation, variables, await this.#session.token(), options)
    }
  }
}

// How often something is sent: a server that is busy says when to come back; a tunnel has an end after some 20 seconds.
const TRIES = 4
const TRIES_WITHOUT_NETWORK = 10

/** Repeats a request that the server refused before doing anything, a few times, after the wait that it asked for. */
export async function patiently<T>(send: () => Promise<T>, safeToRepeat = false): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (reason) {
      if (!(reason instanceof ApiError) || attempt >= (reason.code === 'NETWORK' ? TRIES_WITHOUT_NETWORK : TRIES)) throw reason
      const busy = reason.code === 'UNAVAILABLE' || reason.code === 'RATE_LIMITED' || (safeToRepeat && reason.code === 'NETWORK')
      if (!busy || (reason.mayHaveRun && !safeToRepeat)) throw reason
      await new Promise((resolve) => setTimeout(resolve, Math.min((reason.retryAfter ?? attempt * 0.4) * 1000, 5000)))
    }
  }
}
