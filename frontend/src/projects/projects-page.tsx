import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ProjectsDocument, type ProjectsQuery } from '../api/generated'
import { usePages } from '../app/use-pages'
import { useTitle } from '../app/use-title'
import { Button } from '../ui/button'
import { Loading, More, Nothing, Refusal } from '../ui/page-parts'
import { KeySign } from '../ui/sign'
import { DeletedProjects } from './deleted-projects'
import { NewProjectDialog } from './new-project'

type Project = NonNullable<ProjectsQuery['projects']>['nodes'][number]

export function ProjectsPage() {
  useTitle('Projects')
  const navigate = useNavigate()
  const { new: creating = false } = useSearch({ from: '/signed-in/' })
  const [archived, setArchived] = useState(false)
  const { items: projects, hasMore, error, more, reload } = usePages(ProjectsDocument, { includeArchived: archived }, ({ projects }) => projects)

  const begin = () => void navigate({ to: '/', search: { new: true } })

  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-4xl gap-5 px-4 py-8">
        <header className="flex flex-wrap items-center gap-3">
          <h1 className="flex-1 text-2xl font-bold">Projects</h1>
          <label className="flex items-center gap-1.5 text-soft">
            <input type="checkbox" checked={archived} onChange={(event) => setArchived(event.target.checked)} />
            Show archived
          </label>
          <Button tone="sign" icon="plus" onClick={begin}>
            New project
          </Button>
        </header>
        {error && <Refusal>{error.message}</Refusal>}
        {!projects && !error && <Loading />}
        {projects?.length === 0 && <FirstProject onBegin={begin} />}
        {projects && projects.length > 0 && (
          <ul className="overflow-hidden rounded-xl border border-line bg-surface">
            {projects.map((project) => (
              <ProjectRow key={project.id} project={project} />
            ))}
          </ul>
        )}
        {hasMore && <More onMore={more} />}
        <DeletedProjects onRestored={reload} />
      </div>
      {creating && <NewProjectDialog onClose={() => void navigate({ to: '/', replace: true })} />}
    </main>
  )
}

function ProjectRow({ project }: { project: Project }) {
  const open = project.statusCounts.filter(({ status }) => status.category !== 'DONE' && status.category !== 'CANCELED').reduce((sum, { count }) => sum + count, 0)
  return (
    <li className="border-t border-line first:border-t-0">
      <Link to="/projects/$key" params={{ key: project.key }} className="grid grid-cols-[minmax(5.5rem,auto)_minmax(0,1fr)_auto] items-center gap-4 px-4 py-3 hover:bg-tint/60">
        <KeySign large>{project.key}</KeySign>
        <span className="min-w-0">
          <span className="block truncate text-base font-bold leading-snug">
            {project.name}
            {project.archivedAt && <span className="ml-2 font-normal text-faint">archived</span>}
          </span>
          {project.description && <span className="block truncate text-soft">{project.description}</span>}
        </span>
        <span className="grid justify-items-end gap-1.5">
          <span className="text-faint">{open === 1 ? '1 open task' : `${open} open tasks`}</span>
          <Distribution counts={project.statusCounts} />
        </span>
      </Link>
    </li>
  )
}

/** How the tasks are spread over the columns, as a row of dashes. */
function Distribution({ counts }: { counts: Project['statusCounts'] }) {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <span aria-hidden="true" className="flex h-1.5 w-36 gap-0.5 max-sm:w-20">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ status, count }) => (
          <span key={status.id} title={`${status.name}: ${count}`} className="min-w-1 rounded-full" style={{ background: status.color, flexGrow: count / total }} />
        ))}
      {total === 0 && <span className="flex-1 rounded-full bg-line" />}
    </span>
  )
}

function FirstProject({ onBegin }: { onBegin: () => void }) {
  return (
    <Nothing>
      <p className="mb-2 text-lg font-bold text-ink">No project yet</p>
      <p>A project is a board with its own columns, labels and people. Make the first one, then add the others by their e-mail address.</p>
      <Button tone="sign" icon="plus" className="mt-4" onClick={onBegin}>
        Make a project
      </Button>
    </Nothing>
  )
}
