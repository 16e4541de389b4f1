import { useState } from 'react'
import { PurgeTaskDocument, RestoreTaskDocument, TrashedTasksDocument } from '../api/generated'
import { client } from '../app/services'
import { usePages } from '../app/use-pages'
import { useTitle } from '../app/use-title'
import { useHead, useRights } from '../board/context'
import { ProjectBar } from '../board/project-bar'
import { Ago } from '../ui/ago'
import { Button } from '../ui/button'
import { Confirm } from '../ui/confirm'
import { Loading, More, Nothing, Refusal } from '../ui/page-parts'
import { changeProject } from './settings/change-project'

interface Trashed {
  readonly id: string
  readonly ref: string
  readonly title: string
}

export function TrashPage() {
  const head = useHead()
  const { edit, owner } = useRights()
  const { items: tasks, hasMore, error, more, reload } = usePages(TrashedTasksDocument, { filter: { projectIds: [head.id], deleted: true } }, ({ tasks }) => tasks)
  const [purging, setPurging] = useState<Trashed | null>(null)
  useTitle(`Trash of ${head.name}`)

  const restore = async (id: string) => {
    if (await changeProject(() => client.request(RestoreTaskDocument, { id }))) reload()
  }
  const purge = async (id: string) => {
    setPurging(null)
    if (await changeProject(() => client.request(PurgeTaskDocument, { id }))) reload()
  }

  return (
    <div className="flex h-full flex-col">
      <ProjectBar page="trash" />
      <main className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-4xl gap-4 px-4 py-8">
          {error && <Refusal>{error.message}</Refusal>}
          {!tasks && !error && <Loading />}
          {tasks?.length === 0 && <Nothing>The trash is empty.</Nothing>}
          {tasks && tasks.length > 0 && (
            <ul aria-label="Trash" className="overflow-hidden rounded-xl border border-line bg-surface">
              {tasks.map((task) => (
                <li key={task.id} className="flex items-center gap-3 max-sm:flex-wrap border-t border-line px-4 py-2 first:border-t-0">
                  <span className="min-w-20 shrink-0 whitespace-nowrap font-mono text-xs text-faint">{task.ref}</span>
                  <span className="min-w-0 flex-1 truncate max-sm:basis-3/5">{task.title}</span>
                  {task.deletedAt && (
                    <span className="text-faint max-sm:hidden">
                      <Ago at={task.deletedAt} />
                    </span>
                  )}
                  {edit && (
                    <Button aria-label={`Restore ${task.ref}`} onClick={() => void restore(task.id)}>
                      Restore
                    </Button>
                  )}
                  {owner && edit && (
                    <Button tone="danger" aria-label={`Delete for good: ${task.ref}`} onClick={() => setPurging(task)}>
                      Delete for good
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
          {hasMore && <More onMore={more} />}
        </div>
      </main>
      {purging && (
        <Confirm title={`Delete ${purging.ref} for good?`} deed="Delete for good" onConfirm={() => void purge(purging.id)} onClose={() => setPurging(null)}>
          “{purging.title}”, its comments and what the history says of it cannot be brought back.
        </Confirm>
      )}
    </div>
  )
}
