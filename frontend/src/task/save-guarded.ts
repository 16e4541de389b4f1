import type { ApiError } from '../api/errors'

/** A text together with the version of the task that it was read with. */
export interface Versioned {
  readonly text: string
  readonly version: number
}

export interface Guarded {
  /** Sends a text, to be refused with CONFLICT when the task has moved on from `version`. Null: it is saved. */
  readonly save: (text: string, version: number) => Promise<ApiError | null>
  /** Reads what the server has now; null when it cannot be read. */
  readonly latest: () => Promise<Versioned | null>
}

export type Outcome =
  | { readonly kind: 'saved' }
  /** Somebody else changed the same text: one has to be chosen. */
  | { readonly kind: 'conflict'; readonly theirs: Versioned }
  | { readonly kind: 'refused'; readonly message: string }

const ATTEMPTS = 4

/**
 * Saves a text that was begun at `base` without overwriting another's unseen. A task moves on for many reasons (it
 * was dragged, labelled): when the text itself is still the one that the edit began with, the save is repeated.
 */
export async function saveGuarded(text: string, base: Versioned, { save, latest }: Guarded): Promise<Outcome> {
  let known = base
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const refusal = await save(text, known.version)
    if (!refusal) return { kind: 'saved' }
    if (refusal.code !== 'CONFLICT') return { kind: 'refused', message: refusal.message }
    const now = await latest()
    if (!now) return { kind: 'refused', message: refusal.message }
    if (now.text !== known.text) return { kind: 'conflict', theirs: now }
    known = now
  }
  return { kind: 'refused', message: 'The task keeps changing. Try again in a moment.' }
}
