import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { useViewer } from '../app/use-session'
import { type BoardSearch, viewOf } from './address'
import { useProject } from './context'
import { dayIn } from './due'

export function useBoardSearch(): BoardSearch {
  return useSearch({ from: '/signed-in/projects/$key/board' })
}

/** Changes what the address says, and with it what is shown. The task that is open stays open. */
export function useChangeSearch(): (change: BoardSearch) => void {
  const navigate = useNavigate()
  return useCallback((change) => void navigate({ to: '.', search: (search: BoardSearch) => ({ ...search, ...change }), replace: true }), [navigate])
}

/** Shows what the address says. */
export function useAddressedView(): void {
  const { sync } = useProject()
  const viewer = useViewer()?.id ?? ''
  const search = useBoardSearch()
  // The day on which the page was opened: a list that goes on beyond midnight keeps to one question.
  const [today] = useState(() => dayIn(0))
  useEffect(() => sync.show(viewOf(search, viewer, today)), [sync, search, viewer, today])
}
