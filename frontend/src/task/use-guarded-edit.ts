import { useState } from 'react'
import { type Guarded, saveGuarded, type Versioned } from './save-guarded'

/** An edit that was begun: what is written, and the text from which that started. */
export interface Begun {
  readonly base: Versioned
  readonly text: string
}

interface Options extends Guarded {
  /** The text as the server has it, as far as is known. */
  readonly current: Versioned
  /** Where the edit is held: in a state, or in a draft that outlives the field. */
  readonly held: readonly [Begun | null, (begun: Begun | null) => void]
}

export interface GuardedEdit {
  readonly editing: boolean
  readonly text: string
  readonly busy: boolean
  readonly error: string | null
  /** Somebody else has changed the text since the edit began. */
  readonly changedMeanwhile: boolean
  /** Their text, when both versions exist and one has to be chosen. */
  readonly conflict: Versioned | null
  begin(): void
  type(text: string): void
  cancel(): void
  save(): Promise<void>
  keepMine(): Promise<void>
  keepTheirs(): void
}

/** The state of an edit that loses nothing: what is typed is never replaced by what arrives. */
export function useGuardedEdit({ current, held: [begun, hold], save, latest }: Options): GuardedEdit {
  const base = begun?.base ?? null
  const text = begun?.text ?? ''
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [conflict, setConflict] = useState<Versioned | null>(null)

  const close = () => {
    hold(null)
    setConflict(null)
    setError(null)
  }

  const send = async (from: Versioned) => {
    setBusy(true)
    setError(null)
    const outcome = await saveGuarded(text, from, { save, latest }).finally(() => setBusy(false))
    if (outcome.kind === 'saved') close()
    else if (outcome.kind === 'conflict') setConflict(outcome.theirs)
    else setError(outcome.message)
  }

  return {
    editing: base !== null,
    text,
    busy,
    error,
    conflict,
    changedMeanwhile: base !== null && conflict === null && current.text !== base.text,
    begin: () => {
      hold({ base: current, text: current.text })
    },
    type: (text) => base && hold({ base, text }),
    cancel: close,
    save: async () => {
      // While both texts are on show, only the choice between them may send anything.
      if (!base || conflict || busy) return
      if (text === base.text) return close()
      await send(base)
    },
    keepMine: async () => {
      if (!conflict) return
      const seen = conflict
      hold({ base: seen, text })
      setConflict(null)
      await send(seen)
    },
    keepTheirs: close,
  }
}
