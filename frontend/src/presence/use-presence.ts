import { useEffect, useSyncExternalStore } from 'react'
import { useHead, useProject } from '../board/context'
import type { Here, Person } from './audience'

/** While this is drawn, the viewer looks at the project and sees who else does. */
export function usePresence(): void {
  const { presence } = useProject()
  const { id } = useHead()
  useEffect(() => {
    presence.start(id)
    return () => presence.stop()
  }, [presence, id])
}

/** While this is drawn, the viewer has the task open. */
export function useLookingAt(taskId: string): void {
  const { presence } = useProject()
  useEffect(() => {
    presence.lookAt(taskId)
    return () => presence.lookAt(null)
  }, [presence, taskId])
}

export function useOthersHere(): { readonly others: readonly Here[]; readonly unnamed: number } {
  const { audience } = useProject().presence
  const others = useSyncExternalStore(audience.subscribe, audience.others)
  const unnamed = useSyncExternalStore(audience.subscribe, audience.unnamed)
  return { others, unnamed }
}

/** Who else has a task open. */
export function useOthersAt(taskId: string): readonly Person[] {
  const { audience } = useProject().presence
  return useSyncExternalStore(audience.subscribe, () => audience.at(taskId))
}
