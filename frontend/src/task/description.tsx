import { useState } from 'react'
import { Markdown } from '../markdown/markdown'
import { useProject } from '../board/context'
import { Button, IconButton } from '../ui/button'
import { ConflictChoice } from './conflict-choice'
import { MentionArea } from './mention-area'
import type { Guarded } from './save-guarded'
import { useDraft } from './use-draft'
import { type Begun, useGuardedEdit } from './use-guarded-edit'
import { useTicks } from './use-ticks'
import type { OpenTask, TaskDetail } from './use-task'

export function Description({ open, task, editable }: { open: OpenTask; task: TaskDetail; editable: boolean }) {
  const { actions } = useProject()
  const current = { text: task.description, version: task.version }
  const guarded: Guarded = {
    save: async (description, ifVersion) => {
      const refusal = await actions.update(task.id, {}, { description, ifVersion }, true)
      if (!refusal) await open.reload()
      return refusal
    },
    latest: async () => {
      const latest = await open.reload()
      return latest && { text: latest.description, version: latest.version }
    },
  }
  const edit = useGuardedEdit({ current, held: useDraft<Begun>(`${task.id}/description`), ...guarded })
  const tick = useTicks(current, guarded)
  // A draft that was found again waits until one turns to it.
  const [entered, setEntered] = useState(false)
  const begin = () => {
    setEntered(true)
    edit.begin()
  }

  return (
    <section aria-label="Description" className="mb-6">
      <div className="mb-1 flex h-8 items-center gap-2">
        <h2 className="font-semibold text-soft">Description</h2>
        {editable && !edit.editing && <IconButton icon="pencil" label="Edit description" onClick={begin} className="!size-7" />}
      </div>
      {edit.editing ? (
        <div className="grid gap-2">
          <MentionArea
            label="Description"
            value={edit.text}
            onChange={edit.type}
            autoFocus={entered}
            rows={Math.min(20, Math.max(6, edit.text.split('\n').length + 1))}
            onSubmit={() => void edit.save()}
            onEscape={edit.text === task.description ? edit.cancel : undefined}
          />
          {edit.changedMeanwhile && <p className="text-warn">Changed by {open.changedBy ?? 'somebody'} meanwhile. Your text is untouched.</p>}
          {edit.error && (
            <p role="alert" className="text-danger">
              {edit.error}
            </p>
          )}
          {edit.conflict ? (
            <ConflictChoice edit={edit} what="description" by={open.changedBy} />
          ) : (
            <div className="flex items-center gap-2">
              <Button tone="sign" busy={edit.busy} onClick={() => void edit.save()}>
                Save
              </Button>
              <Button onClick={edit.cancel}>Cancel</Button>
              <span className="text-faint">Markdown works, @ mentions a member</span>
            </div>
          )}
        </div>
      ) : task.description ? (
        <Markdown onTick={editable ? (index) => void tick(index) : undefined}>{task.description}</Markdown>
      ) : editable ? (
        <button type="button" onClick={begin} className="w-full rounded-md border border-dashed border-line px-3 py-2 text-left text-faint hover:border-edge">
          Add a description
        </button>
      ) : (
        <p className="text-faint">None.</p>
      )}
    </section>
  )
}
