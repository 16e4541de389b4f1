import { useCallback, useState } from 'react'
import { type ApiError, asApiError } from '../api/errors'

export interface Submission {
  readonly busy: boolean
  /** The refusal, in words, unless it belongs to one of the named fields. */
  readonly error: string | null
  /** The refusal that names this input field. */
  fieldError(name: string): string | null
  /** Runs a change and resolves to whether it went well. */
  run(change: () => Promise<unknown>): Promise<boolean>
}

/** The state of a form that is being sent. `fields` are the inputs that show their own errors. */
export function useSubmit(fields: readonly string[] = []): Submission {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<ApiError | null>(null)
  const run = useCallback(async (change: () => Promise<unknown>) => {
    setBusy(true)
    setRefusal(null)
    try {
      await change()
      return true
    } catch (reason) {
      setRefusal(asApiError(reason))
      return false
    } finally {
      setBusy(false)
    }
  }, [])
  const field = refusal?.field?.replace(/^input\./, '') ?? null
  const shownAtField = field !== null && fields.includes(field)
  return {
    busy,
    error: refusal && !shownAtField ? refusal.message : null,
    fieldError: (name) => (shownAtField && field === name ? (refusal?.message ?? null) : null),
    run,
  }
}
