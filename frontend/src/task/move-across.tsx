import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { MoveTaskAcrossDocument } from '../api/generated'
import { client, toasts } from '../app/services'
import { useSubmit } from '../app/use-submit'
import { useHead } from '../board/context'
import { mayAddTasks, useProjectNames } from '../projects/use-project-names'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { SelectField } from '../ui/field'
import type { TaskDetail } from './use-task'

/** Moves a task with its subtasks to another project that one may edit, and goes there with it. */
export function MoveAcross({ task, onClose }: { task: TaskDetail; onClose: () => void }) {
  const navigate = useNavigate()
  const head = useHead()
  const [projectId, setProjectId] = useState('')
  const form = useSubmit()
  const projects = useProjectNames()?.filter((project) => project.id !== head.id && mayAddTasks(project))
  const subtasks = task.subtasks.filter(({ deletedAt }) => !deletedAt).length

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void form.run(async () => {
      const { moveTask } = await client.request(MoveTaskAcrossDocument, { input: { id: task.id, projectId } })
      if (!moveTask) return
      const { ref, project } = moveTask.task
      toasts.show('info', `${task.ref} is ${ref} now.`)
      await navigate({ to: '/projects/$key/$ref', params: { key: project.key, ref } })
    })
  }

  if (projects?.length === 0) {
    return (
      <Dialog title={`Move ${task.ref} to another project`} onClose={onClose}>
        <p>There is no other project in which you may make tasks.</p>
      </Dialog>
    )
  }
  return (
    <Dialog title={`Move ${task.ref} to another project`} onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <SelectField label="Project" required value={projectId} onChange={(event) => setProjectId(event.target.value)}>
          <option value="">Choose one</option>
          {projects?.map(({ id, key, name }) => (
            <option key={id} value={id}>
              {name} ({key})
            </option>
          ))}
        </SelectField>
        <p className="text-soft">
          It gets a new number there; the old one keeps finding it. Its column and labels are those of the same name, where there are such.{' '}
          {subtasks > 0 && `${subtasks === 1 ? 'Its subtask goes' : `Its ${subtasks} subtasks go`} along. `}
          An assignee or watcher who is not a member there is taken off.
        </p>
        {form.error && (
          <p role="alert" className="text-danger">
            {form.error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="sign" busy={form.busy} disabled={!projectId}>
            Move it
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
