import { useCallback, useEffect, useRef, useState } from 'react'
import { type ApiError, asApiError } from '../api/errors'
import type { Operation } from '../api/transport'
import { client } from './services'
import { useAgain } from './use-again'

export interface QueryState<Data> {
  readonly data: Data | null
  readonly error: ApiError | null
  readonly loading: boolean
  readonly reload: () => void
}

/** Reads once for each set of variables, and again on `reload`. Earlier data stays until the new data is there. */
export function useQuery<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables | null): QueryState<Data> {
  const [state, setState] = useState<{ data: Data | null; error: ApiError | null; loading: boolean }>({ data: null, error: null, loading: true })
  const [round, setRound] = useState(0)
  const key = JSON.stringify(variables)
  const current = useRef(variables)
  current.current = variables
  // `key` stands for the variables, whose identity changes with every drawing.
  useEffect(() => {
    if (current.current === null) return
    const abort = new AbortController()
    setState((state) => ({ ...state, loading: true }))
    client.request(operation, current.current, { signal: abort.signal }).then(
      (data) => !abort.signal.aborted && setState({ data, error: null, loading: false }),
      (reason) => !abort.signal.aborted && setState((state) => ({ data: state.data, error: asApiError(reason), loading: false })),
    )
    return () => abort.abort()
  }, [operation, key, round])
  const reload = useCallback(() => setRound((round) => round + 1), [])
  useAgain(state.error, reload)
  return { ...state, reload }
}
