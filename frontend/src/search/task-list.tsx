import { Link } from '@tanstack/react-router'
import type { TaskRowFragment } from '../api/generated'
import { DueMark } from '../board/due-mark'
import { PriorityBars } from '../board/priority'

/** Tasks of several projects, one a line. */
export function TaskList({ tasks, label }: { tasks: readonly TaskRowFragment[]; label: string }) {
  return (
    <ul aria-label={label} className="overflow-hidden rounded-xl border border-line bg-surface">
      {tasks.map((task) => {
        const closed = task.status.category === 'DONE' || task.status.category === 'CANCELED'
        return (
          <li key={task.id} className="border-t border-line first:border-t-0">
            <Link to="/projects/$key/$ref" params={{ key: task.project.key, ref: task.ref }} className="flex items-center gap-3 px-4 py-2 hover:bg-tint/60 max-sm:gap-2 max-sm:px-3">
              <span className="shrink-0 whitespace-nowrap font-mono sm:min-w-20 text-xs text-faint">{task.ref}</span>
              <span className="size-2 shrink-0 rounded-full sm:hidden" title={task.status.name} style={{ background: task.status.color }} />
              <PriorityBars priority={task.priority} />
              <span className={`min-w-0 flex-1 truncate ${closed ? 'text-soft line-through' : ''}`}>{task.title}</span>
              <span className="shrink-0 text-xs">
                <DueMark due={task} closed={closed} />
              </span>
              <span className="flex w-28 shrink-0 items-center gap-1.5 text-xs text-soft max-sm:hidden">
                <span className="size-2 shrink-0 rounded-full" style={{ background: task.status.color }} />
                <span className="truncate">{task.status.name}</span>
              </span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
