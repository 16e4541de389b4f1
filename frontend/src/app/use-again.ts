import { useEffect } from 'react'
import type { ApiError } from '../api/errors'

/** How long after a failure something is asked for again; at most twice this, so that a crowd does not come at once. */
const AGAIN = 3_000

/** Has what could not be read for want of a connection read again by itself, until it can. */
export function useAgain(error: ApiError | null, reload: () => unknown): void {
  useEffect(() => {
    if (error?.code !== 'NETWORK' && error?.code !== 'UNAVAILABLE') return
    const again = () => void reload()
    // Without a network every attempt would fail loudly: wait until the browser says that it is back.
    const timer = setTimeout(() => navigator.onLine && again(), AGAIN * (1 + Math.random()))
    window.addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
    }
  }, [error, reload])
}
