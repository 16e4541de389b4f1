import { Outlet, useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { Notice } from '../app/missing'
import { useViewer } from '../app/use-session'
import { BoardSkeleton } from './board-skeleton'
import { openProject } from './open-project'
import { ProjectContext } from './context'

/** Everything below the address of a project: reads it, keeps it live, and says so when it is not to be had. */
export function ProjectLayout() {
  const { key } = useParams({ from: '/signed-in/projects/$key' })
  const viewerId = useViewer()?.id ?? ''
  const project = useMemo(() => openProject(key.toUpperCase(), viewerId), [key, viewerId])
  useEffect(() => {
    project.sync.start()
    return () => project.sync.stop()
  }, [project])
  const status = useSyncExternalStore(project.sync.subscribe, project.sync.status)

  const head = useSyncExternalStore(project.sync.store.subscribe, project.sync.store.head)
  if (head?.deletedAt) return <Notice title="In the trash">Somebody has deleted {head.name}. Its owners can restore it from the list of projects for 30 days.</Notice>
  switch (status.kind) {
    case 'missing':
      return <Notice title="No such project">There is no project {key}, or you are not a member of it. Ask one of its owners to add you.</Notice>
    case 'removed':
      return <Notice title="You are no longer a member">This board is not shared with you any more. What you saw last has been put away.</Notice>
    case 'failed':
      return (
        <p role="alert" className="p-6 text-soft">
          The board could not be read: {status.message} Trying again…
        </p>
      )
    case 'loading':
      return <BoardSkeleton />
    case 'ready':
      return (
        <ProjectContext value={project}>
          <Outlet />
        </ProjectContext>
      )
  }
}
