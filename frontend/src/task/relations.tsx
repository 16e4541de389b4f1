import { useState } from 'react'
import { asApiError } from '../api/errors'
import { type RelationKind, RelateTasksDocument, UnrelateTasksDocument } from '../api/generated'
import { client, toasts } from '../app/services'
import { IconButton } from '../ui/button'
import { NewRelation } from './new-relation'
import { byKind } from './relation-kinds'
import { TaskLine } from './task-line'
import type { OpenTask, TaskDetail } from './use-task'

/** Tasks that have to do with this one, of any project. */
export function Relations({ open, task, editable }: { open: OpenTask; task: TaskDetail; editable: boolean }) {
  const [adding, setAdding] = useState(false)
  const groups = byKind(task.relations)

  const change = async (made: Promise<unknown>) => {
    await made.catch((reason) => toasts.show('error', asApiError(reason).message))
    await open.reload()
  }
  const relate = (kind: RelationKind, otherId: string) => void change(client.request(RelateTasksDocument, { input: { taskId: task.id, kind, otherId } }))
  const unrelate = (kind: RelationKind, otherId: string) => void change(client.request(UnrelateTasksDocument, { input: { taskId: task.id, kind, otherId } }))

  if (!editable && groups.length === 0) return null
  return (
    <section aria-label="Relations" className="mb-6">
      <div className="flex h-8 items-center gap-2">
        <h2 className="font-semibold text-soft">Relations</h2>
        {editable && !adding && <IconButton icon="plus" label="Add a relation" onClick={() => setAdding(true)} className="!size-7" />}
      </div>
      {groups.map(({ kind, name, tasks }) => (
        <div key={kind} className="mb-2">
          <h3 id={`relations-${kind}`} className="pb-1 text-xs text-faint">
            {name}
          </h3>
          <ul aria-labelledby={`relations-${kind}`} className="divide-y divide-line rounded-md border border-line">
            {tasks.map((other) => (
              <li key={other.id} className="flex items-center">
                <TaskLine task={other} projectKey={other.project.key} />
                {editable && <IconButton icon="close" label={`Remove: ${name} ${other.ref}`} className="mr-1 !size-7" onClick={() => unrelate(kind, other.id)} />}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {adding && (
        <NewRelation
          task={task}
          onAdd={(kind, otherId) => {
            setAdding(false)
            relate(kind, otherId)
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  )
}
