import { useState } from 'react'
import type { StatusCategory } from '../api/generated'
import { useViewer } from '../app/use-session'
import { useTitle } from '../app/use-title'
import { Loading, More, Nothing, Refusal } from '../ui/page-parts'
import { TaskList } from './task-list'
import { useTaskPages } from './use-task-pages'

const OPEN: readonly StatusCategory[] = ['BACKLOG', 'TODO', 'IN_PROGRESS']

export function MyTasksPage() {
  useTitle('My tasks')
  const viewer = useViewer()
  const [closed, setClosed] = useState(false)
  const filter = viewer ? { assignedUserIds: [viewer.id], ...(closed ? {} : { categories: OPEN }) } : null
  const { items: tasks, hasMore, error, more } = useTaskPages(filter, { by: 'DUE', direction: 'ASC' })

  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-4xl gap-4 px-4 py-8">
        <header className="flex flex-wrap items-center gap-3">
          <h1 className="flex-1 text-2xl font-bold">My tasks</h1>
          <label className="flex items-center gap-1.5 text-soft">
            <input type="checkbox" checked={closed} onChange={(event) => setClosed(event.target.checked)} />
            Show done
          </label>
        </header>
        {error && <Refusal>{error.message}</Refusal>}
        {!tasks && !error && <Loading />}
        {tasks?.length === 0 && !error && <Nothing>Nothing is assigned to you. Enjoy it.</Nothing>}
        {tasks && tasks.length > 0 && <TaskList tasks={tasks} label="My tasks" />}
        {hasMore && <More onMore={more} />}
      </div>
    </main>
  )
}
