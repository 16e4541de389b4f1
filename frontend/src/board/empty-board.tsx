import { useSyncExternalStore } from 'react'
import { useProject } from './context'
import { NoTask } from './no-task'

/** What a board without a card says. */
export function EmptyBoard() {
  const { store } = useProject().sync
  const empty = useSyncExternalStore(store.subscribe, () =>
    store.columns().every((column) => {
      const { complete, count } = store.column(column)
      return complete && count === 0
    }),
  )
  return empty ? <NoTask /> : null
}
