import { useCallback, useSyncExternalStore } from 'react'
import { drafts } from '../app/services'
import { useViewer } from '../app/use-session'

type Change<Draft> = Draft | null | ((now: Draft | null) => Draft | null)

/** A state that is kept under `place` for the signed-in person: it is there again when the field is. */
export function useDraft<Draft>(place: string): [Draft | null, (change: Change<Draft>) => void] {
  const viewer = useViewer()
  const mine = `${viewer?.id ?? ''}/${place}`
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.read<Draft>(mine))
  const keep = useCallback(
    (change: Change<Draft>) => drafts.keep(mine, typeof change === 'function' ? (change as (now: Draft | null) => Draft | null)(drafts.read(mine)) : change),
    [mine],
  )
  return [draft, keep]
}
