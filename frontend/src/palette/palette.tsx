import { useNavigate, useParams } from '@tanstack/react-router'
import { Command as Menu } from 'cmdk'
import { type KeyboardEvent, useState } from 'react'
import { mayAddTasks, type ProjectName, useProjectNames } from '../projects/use-project-names'
import { referenceIn } from '../search/reference'
import { useTaskSearch } from '../search/use-task-search'
import { ModalBox } from '../ui/dialog'
import { Icon } from '../ui/icon'
import { type Command, useCommands } from './commands'
import { CommandGroup, ProjectGroup, TaskGroup } from './groups'
import { byBeginning, matches } from './matches'

interface Props {
  readonly onClose: () => void
  readonly onShortcuts: () => void
}

/** Goes anywhere and does most things, by a few letters and Enter. */
export default function Palette({ onClose, onShortcuts }: Props) {
  const navigate = useNavigate()
  const { key } = useParams({ strict: false })
  const [typed, setTyped] = useState('')
  /** A new task asks first in which project. */
  const [choosing, setChoosing] = useState(false)
  const all = useProjectNames() ?? []
  const { tasks, searching, failed } = useTaskSearch(choosing ? '' : typed, { projectKey: key })

  const choose = () => {
    setTyped('')
    setChoosing(true)
  }
  const { make, go, more } = useCommands({ project: all.find((project) => project.key === key && mayAddTasks(project)) ?? null, chooseProject: choose, shortcuts: onShortcuts })
  const then = (run: () => void) => () => {
    if (run !== choose) onClose()
    run()
  }
  const open = (project: ProjectName) => then(() => void navigate({ to: '/projects/$key', params: { key: project.key }, search: { new: choosing || undefined } }))
  const projects = all.filter((project) => (!choosing || mayAddTasks(project)) && matches(`${project.key} ${project.name}`, typed))
  const found = (commands: readonly Command[]) => (choosing ? [] : byBeginning(commands.filter(({ name, words }) => matches(`${name} ${words ?? ''}`, typed)), typed))
  // What was named by its reference is what is wanted; what only contains the words comes after what is called so.
  const named = tasks.filter(({ ref }) => ref === referenceIn(typed, key))

  const onKeyDown = (event: KeyboardEvent) => {
    if (choosing && event.key === 'Backspace' && typed === '') setChoosing(false)
  }

  return (
    <ModalBox onClose={onClose} aria-label="Commands" className="mx-auto mt-[12vh] max-w-xl rounded-xl max-sm:mt-2 max-sm:max-w-[calc(100%-1rem)]">
      <Menu label="Commands" shouldFilter={false} loop className="grid" onKeyDown={onKeyDown}>
        <div className="flex items-center gap-2.5 border-b border-line px-4">
          <Icon name={choosing ? 'plus' : 'search'} className="text-faint" />
          <Menu.Input value={typed} onValueChange={setTyped} placeholder={choosing ? 'New task in which project?' : 'Go to a project or a task, or do something'} className="h-12 flex-1 bg-transparent text-base outline-none placeholder:text-faint" />
        </div>
        <Menu.List className="max-h-[min(26rem,60vh)] scroll-py-2 overflow-y-auto overscroll-contain p-2">
          <TaskGroup heading="Task" tasks={named} then={then} />
          <CommandGroup heading="New" commands={found(make)} then={then} />
          <ProjectGroup heading={choosing ? 'New task in' : 'Projects'} projects={projects} onOpen={open} />
          <CommandGroup heading="Go to" commands={found(go)} then={then} />
          <CommandGroup heading="More" commands={found(more)} then={then} />
          <TaskGroup heading="Tasks" tasks={tasks.filter((task) => !named.includes(task))} then={then} />
          <Menu.Empty className="px-3 py-6 text-center text-faint">{searching ? 'Looking…' : failed ? 'The server did not answer.' : 'Nothing is called that.'}</Menu.Empty>
        </Menu.List>
      </Menu>
    </ModalBox>
  )
}
