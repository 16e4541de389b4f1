import { Link } from '@tanstack/react-router'
import type { RelatedTaskFragment } from '../api/generated'
import { useHead } from '../board/context'

/** Another task, as it is named in this one. */
export function TaskLine({ task, projectKey }: { task: RelatedTaskFragment; projectKey: string }) {
  const head = useHead()
  const closed = task.status.category === 'DONE' || task.status.category === 'CANCELED'
  return (
    <Link to="/projects/$key/$ref" params={{ key: projectKey, ref: task.ref }} search={projectKey === head.key || undefined} className="flex min-w-0 flex-1 items-center gap-2 px-3 py-1.5 hover:bg-tint">
      <span className="size-2.5 shrink-0 rounded-full" style={{ background: task.status.color }} title={task.status.name} />
      <span className="sr-only">{task.status.name}:</span>
      <span className={`min-w-0 flex-1 truncate ${closed ? 'text-soft line-through' : ''}`}>{task.title}</span>
      <span className="shrink-0 font-mono text-xs text-faint">{task.ref}</span>
    </Link>
  )
}
