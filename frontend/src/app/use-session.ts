import { useSyncExternalStore } from 'react'
import type { SessionState, Viewer } from '../api/session'
import { session } from './services'

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.state)
}

/** The signed-in person. Only for pages that are shown to nobody else. */
export function useViewer(): Viewer | null {
  const state = useSession()
  return state.status === 'in' ? state.viewer : null
}
