import { useNavigate } from '@tanstack/react-router'
import { Command as Menu } from 'cmdk'
import type { ReactNode } from 'react'
import type { TaskRowFragment } from '../api/generated'
import { PriorityBars } from '../board/priority'
import { Icon } from '../ui/icon'
import { KeySign } from '../ui/sign'
import type { Command } from './commands'

/** Wraps what an entry does, so that the palette closes first. */
type Then = (run: () => void) => () => void

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Menu.Group heading={heading} className="pb-1 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-faint">
      {children}
    </Menu.Group>
  )
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Menu.Item value={value} onSelect={onSelect} className="menu-item min-h-9">
      {children}
    </Menu.Item>
  )
}

export function TaskGroup({ heading, tasks, then }: { heading: string; tasks: readonly TaskRowFragment[]; then: Then }) {
  const navigate = useNavigate()
  if (tasks.length === 0) return null
  return (
    <Group heading={heading}>
      {tasks.map((task) => (
        <Item key={task.id} value={task.id} onSelect={then(() => void navigate({ to: '/projects/$key/$ref', params: { key: task.project.key, ref: task.ref } }))}>
          <span className="size-2.5 shrink-0 rounded-full" style={{ background: task.status.color }} />
          <span className="shrink-0 font-mono text-xs text-faint">{task.ref}</span>
          <span className="min-w-0 flex-1 truncate">{task.title}</span>
          {task.priority !== 'NONE' && <PriorityBars priority={task.priority} />}
          <span className="shrink-0 text-xs text-faint max-sm:hidden">{task.status.name}</span>
        </Item>
      ))}
    </Group>
  )
}

interface Named {
  readonly id: string
  readonly key: string
  readonly name: string
}

export function ProjectGroup<Project extends Named>({ heading, projects, onOpen }: { heading: string; projects: readonly Project[]; onOpen: (project: Project) => () => void }) {
  if (projects.length === 0) return null
  return (
    <Group heading={heading}>
      {projects.map((project) => (
        <Item key={project.id} value={project.id} onSelect={onOpen(project)}>
          <span className="grid min-w-16 shrink-0 justify-items-start">
            <KeySign>{project.key}</KeySign>
          </span>
          <span className="min-w-0 flex-1 truncate">{project.name}</span>
        </Item>
      ))}
    </Group>
  )
}

export function CommandGroup({ heading, commands, then }: { heading: string; commands: readonly Command[]; then: Then }) {
  if (commands.length === 0) return null
  return (
    <Group heading={heading}>
      {commands.map((command) => (
        <Item key={command.name} value={`${heading} ${command.name}`} onSelect={then(command.run)}>
          <Icon name={command.icon} className="text-faint" />
          <span className="min-w-0 flex-1 truncate">{command.name}</span>
        </Item>
      ))}
    </Group>
  )
}
