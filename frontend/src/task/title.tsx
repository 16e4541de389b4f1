import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useProject } from '../board/context'
import type { Card } from '../board/model'
import { ConflictChoice } from './conflict-choice'
import { type Begun, useGuardedEdit } from './use-guarded-edit'
import type { OpenTask, TaskDetail } from './use-task'

/** The title: a field that looks like a heading until it is used. */
export function Title({ open, task, card, editable }: { open: OpenTask; task: TaskDetail; card: Card; editable: boolean }) {
  const { actions } = useProject()
  const field = useRef<HTMLTextAreaElement>(null)
  const edit = useGuardedEdit({
    current: { text: card.title, version: task.version },
    held: useState<Begun | null>(null),
    save: (title, ifVersion) => actions.update(task.id, { title }, { title: title.replace(/\s+/g, ' ').trim(), ifVersion }, true),
    latest: async () => {
      const latest = await open.reload()
      return latest && { text: latest.title, version: latest.version }
    },
  })
  const text = edit.editing ? edit.text : card.title

  // The field grows with its text; it has no size of its own to set in a style sheet.
  useEffect(() => {
    if (!field.current) return
    field.current.style.height = 'auto'
    field.current.style.height = `${field.current.scrollHeight}px`
  }, [text])

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      event.currentTarget.blur()
    } else if (event.key === 'Escape' && edit.editing) {
      event.preventDefault()
      edit.cancel()
    }
  }

  return (
    <div className="mb-3">
      <textarea
        ref={field}
        aria-label="Title"
        data-title
        rows={1}
        maxLength={500}
        readOnly={!editable}
        value={text}
        onFocus={() => editable && !edit.editing && edit.begin()}
        onChange={(event) => edit.type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => (edit.text.trim() ? void edit.save() : edit.cancel())}
        className="-mx-2 block w-[calc(100%+1rem)] resize-none overflow-hidden rounded-md border border-transparent bg-transparent px-2 py-1 text-xl font-bold leading-tight outline-none hover:border-line focus:border-link read-only:hover:border-transparent"
      />
      {edit.changedMeanwhile && <p className="text-warn">Changed by {open.changedBy ?? 'somebody'} meanwhile.</p>}
      {edit.error && (
        <p role="alert" className="text-danger">
          {edit.error}
        </p>
      )}
      {edit.conflict && <ConflictChoice edit={edit} what="title" by={open.changedBy} />}
    </div>
  )
}
