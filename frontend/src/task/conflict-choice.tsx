import { Button } from '../ui/button'
import type { GuardedEdit } from './use-guarded-edit'

/** Both texts, and the choice between them. */
export function ConflictChoice({ edit, what, by }: { edit: GuardedEdit; what: string; by: string | null }) {
  return (
    <div role="alert" className="mt-2 grid gap-2 rounded-md border border-lane p-3">
      <p>
        <strong>{by ?? 'Somebody'}</strong> has changed the {what} while you were writing. Theirs:
      </p>
      <pre className="max-h-40 overflow-auto whitespace-pre-wrap rounded bg-sunk p-2 font-sans">{edit.conflict?.text || '(empty)'}</pre>
      <p>Yours:</p>
      <pre className="max-h-40 overflow-auto whitespace-pre-wrap rounded bg-sunk p-2 font-sans">{edit.text || '(empty)'}</pre>
      <div className="flex gap-2">
        <Button tone="sign" busy={edit.busy} onClick={() => void edit.keepMine()}>
          Keep mine
        </Button>
        <Button onClick={edit.keepTheirs}>Keep theirs</Button>
      </div>
    </div>
  )
}
