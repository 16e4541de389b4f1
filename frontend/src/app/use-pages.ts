import { useCallback, useEffect, useRef, useState } from 'react'
import { type ApiError, asApiError } from '../api/errors'
import type { Operation } from '../api/transport'
import { client } from './services'
import { useAgain } from './use-again'

/** A page of a list, as the API gives it. */
export interface Connection<Item> {
  readonly nodes: readonly Item[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

export interface Pages<Item> {
  /** Null until the first page is there. */
  readonly items: readonly Item[] | null
  readonly hasMore: boolean
  readonly error: ApiError | null
  readonly more: () => void
  /** Reads the first page again, while the old ones stay in sight. */
  readonly reload: () => void
}

/** Reads a list page by page; a new list for each set of variables, none while they are null. */
export function usePages<Data, Variables, Item>(
  operation: Operation<Data, Variables & { readonly after: string | null }>,
  variables: Variables | null,
  connection: (data: Data) => Connection<Item> | null | undefined,
): Pages<Item> {
  const [items, setItems] = useState<readonly Item[] | null>(null)
  const [next, setNext] = useState<string | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [round, setRound] = useState(0)
  const abort = useRef(new AbortController())
  const current = useRef({ variables, connection })
  current.current = { variables, connection }
  const key = JSON.stringify(variables)

  const read = useCallback(
    async (after: string | null) => {
      const { variables, connection } = current.current
      const { signal } = abort.current
      if (variables === null) return setItems([])
      try {
        const page = connection(await client.request(operation, { ...variables, after }, { signal }))
        if (signal.aborted) return
        setItems((before) => [...(after ? (before ?? []) : []), ...(page?.nodes ?? [])])
        setNext(page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null)
        setError(null)
      } catch (reason) {
        if (signal.aborted) return
        setNext(after)
        setError(asApiError(reason))
      }
    },
    [operation],
  )

  // `key` stands for the variables, whose identity changes with every drawing.
  useEffect(() => {
    abort.current = new AbortController()
    void read(null)
    return () => abort.current.abort()
  }, [read, key, round])

  const reload = useCallback(() => setRound((round) => round + 1), [])
  // A later page has its button; read again by itself, the list would lose those before it.
  useAgain(items ? null : error, reload)

  return {
    items,
    hasMore: next !== null,
    error,
    more: () => {
      if (next === null) return
      // Asked for once, however often the button is pressed.
      setNext(null)
      void read(next)
    },
    reload,
  }
}
