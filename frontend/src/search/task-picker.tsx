import { Command as Menu } from 'cmdk'
import { type KeyboardEvent, useState } from 'react'
import type { TaskRowFragment } from '../api/generated'
import { useTaskSearch } from './use-task-search'

export interface TaskPickerProps {
  /** What the task is picked for: the name of the field. */
  readonly label: string
  readonly projectKey: string
  /** The only project to pick from. */
  readonly projectId?: string | undefined
  /** Tasks that cannot be picked. */
  readonly without: ReadonlySet<string>
  readonly onPick: (task: TaskRowFragment) => void
  readonly onClose: () => void
}

/** A field that finds a task by its reference or by words, and the list of what it has found. */
export default function TaskPicker({ label, projectKey, projectId, without, onPick, onClose }: TaskPickerProps) {
  const [typed, setTyped] = useState('')
  const { tasks, searching, failed } = useTaskSearch(typed, { projectKey, projectId, latest: true })
  const found = tasks.filter(({ id }) => !without.has(id))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    // Only the field closes, not the panel around it.
    event.preventDefault()
    onClose()
  }
  return (
    <Menu label={label} shouldFilter={false} loop onKeyDown={onKeyDown} className="overflow-hidden rounded-md border border-edge bg-raised">
      <Menu.Input autoFocus value={typed} onValueChange={setTyped} placeholder="Reference or words" className="h-9 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-faint" />
      <Menu.List className="max-h-56 overflow-y-auto overscroll-contain p-1">
        {found.map((task) => (
          <Menu.Item key={task.id} value={task.id} onSelect={() => onPick(task)} className="menu-item">
            <span className="size-2.5 shrink-0 rounded-full" style={{ background: task.status.color }} />
            <span className="shrink-0 font-mono text-xs text-faint">{task.ref}</span>
            <span className="min-w-0 flex-1 truncate">{task.title}</span>
          </Menu.Item>
        ))}
        <Menu.Empty className="px-3 py-3 text-center text-faint">{searching ? 'Looking…' : failed ? 'The server did not answer.' : 'No task has all of these words.'}</Menu.Empty>
      </Menu.List>
    </Menu>
  )
}
