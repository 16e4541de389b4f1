import { patiently } from '../api/client'
import { ApiError, asApiError } from '../api/errors'
import type { Toasts } from '../ui/toasts'

const ATTEMPTS = 3

/** Changes of a board, one at a time, because one may be about what another is still making. */
export class Turns {
  #tail: Promise<unknown> = Promise.resolve()

  take<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(run, run)
    this.#tail = turn.catch(() => undefined)
    return turn
  }
}

/** Moves of many people may collide on one place; nothing was done then, so it is tried again. */
export async function despiteConflicts<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await patiently(send)
    } catch (reason) {
      if (!(reason instanceof ApiError) || reason.code !== 'CONFLICT' || attempt === ATTEMPTS) throw reason
    }
  }
}

/** Tells of a change that has been taken back. */
export function tellRefusal(toasts: Toasts, what: string, reason: unknown): void {
  const error = asApiError(reason)
  toasts.show('error', error.code === 'NETWORK' ? `${what} You seem to be offline.` : `${what} ${error.message}`)
}
