import { type FormEvent, useState } from 'react'
import { useHead, useProject } from '../board/context'
import { TaskLine } from './task-line'
import type { TaskDetail } from './use-task'

export function Subtasks({ task, editable }: { task: TaskDetail; editable: boolean }) {
  const { actions } = useProject()
  const head = useHead()
  const [title, setTitle] = useState('')
  const subtasks = task.subtasks.filter((subtask) => !subtask.deletedAt)
  const done = subtasks.filter((subtask) => subtask.status.category === 'DONE' || subtask.status.category === 'CANCELED').length
  const first = head.statuses.find((status) => status.category === 'TODO') ?? head.statuses[0]

  const add = (event: FormEvent) => {
    event.preventDefault()
    if (!title.trim() || !first) return
    actions.create(title.trim(), { status: first, after: null, before: null }, task.id)
    setTitle('')
  }

  if (!editable && subtasks.length === 0) return null
  return (
    <section aria-label="Subtasks" className="mb-6">
      <h2 className="flex h-8 items-center gap-2 font-semibold text-soft">
        Subtasks
        {subtasks.length > 0 && (
          <span className="font-mono font-normal text-faint">
            {done}/{subtasks.length}
          </span>
        )}
      </h2>
      {subtasks.length > 0 && (
        <ul className="mb-2 divide-y divide-line rounded-md border border-line">
          {subtasks.map((subtask) => (
            <li key={subtask.id} className="flex">
              <TaskLine task={subtask} projectKey={head.key} />
            </li>
          ))}
        </ul>
      )}
      {editable && (
        <form onSubmit={add}>
          <input aria-label="New subtask" placeholder="Add a subtask" maxLength={500} value={title} onChange={(event) => setTitle(event.target.value)} className="field h-8" />
        </form>
      )}
    </section>
  )
}
