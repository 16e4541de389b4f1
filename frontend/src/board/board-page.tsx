import { Navigate, Outlet, useMatchRoute } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { useTitle } from '../app/use-title'
import { BulkEditing } from '../bulk/bulk-editing'
import { PeopleHere } from '../presence/people-here'
import { usePresence } from '../presence/use-presence'
import { Button } from '../ui/button'
import { useHead, useProject, useRights } from './context'
import { FilterBar } from './filter-bar'
import { Lanes } from './lanes'
import { ProjectBar } from './project-bar'
import { useBoardKeys } from './use-board-keys'
import { useAddressedView, useBoardSearch, useChangeSearch } from './use-view'

const ListView = lazy(() => import('../list/list-view'))

/** The tasks of a project, as a board or as a list, and beside them the one that is open. */
export function BoardPage() {
  const head = useHead()
  const { edit } = useRights()
  const [composing, setComposing] = useState<string | null>(null)
  const matchRoute = useMatchRoute()
  const { view, task, new: wanted } = useBoardSearch()
  const change = useChangeSearch()
  const panel = matchRoute({ to: '/projects/$key/$ref' })
  useTitle(panel ? undefined : head.name)
  usePresence()
  useAddressedView()

  const firstOpen = head.statuses.find((status) => status.category === 'TODO') ?? head.statuses[0]
  const firstId = firstOpen?.id ?? null
  const composeFirst = useCallback(() => setComposing(firstId), [firstId])
  useEffect(() => {
    if (!wanted) return
    if (edit) composeFirst()
    change({ new: undefined })
  }, [wanted, edit, composeFirst, change])
  useBoardKeys(useProject(), edit, composeFirst)

  if (task) return <Navigate to="/projects/$key/$ref" params={{ key: head.key, ref: task }} replace />
  return (
    <div className="flex h-full flex-col">
      <ProjectBar page={view ?? 'board'}>
        <PeopleHere />
        <FilterBar />
        {edit && firstOpen && (
          <Button
            tone="sign"
            icon="plus"
            onClick={composeFirst}
            data-fab
            className="shrink-0 max-sm:fixed max-sm:bottom-5 max-sm:right-5 max-sm:z-20 max-sm:h-12 max-sm:rounded-full max-sm:px-5 max-sm:shadow-lift"
          >
            New task
          </Button>
        )}
      </ProjectBar>
      <div className="flex min-h-0 flex-1">
        <div className="relative flex min-w-0 flex-1">
          {view === 'list' ? (
            <Suspense fallback={<main aria-label="List" className="flex-1" />}>
              <ListView composing={head.statuses.find(({ id }) => id === composing) ?? null} onCompose={setComposing} />
            </Suspense>
          ) : (
            <Lanes composing={composing} onCompose={setComposing} />
          )}
          <BulkEditing />
        </div>
        <Outlet />
      </div>
    </div>
  )
}
