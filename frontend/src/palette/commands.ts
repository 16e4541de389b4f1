import { useNavigate, useParams } from '@tanstack/react-router'
import { session } from '../app/services'
import type { IconName } from '../ui/icon'
import { applyTheme, type Theme } from '../ui/theme'

/** Something that the palette does. */
export interface Command {
  readonly name: string
  readonly icon: IconName
  /** Other words by which it is found. */
  readonly words?: string
  readonly run: () => void
}

const THEMES: ReadonlyArray<[Theme, string]> = [
  ['light', 'Light theme'],
  ['dark', 'Dark theme'],
  ['system', 'Theme of the system'],
]

interface Context {
  /** The project that is open and to which tasks may be added. */
  readonly project: { readonly key: string; readonly name: string } | null
  readonly chooseProject: () => void
  readonly shortcuts: () => void
}

export interface Commands {
  readonly make: readonly Command[]
  readonly go: readonly Command[]
  readonly more: readonly Command[]
}

/** What can be done from here, and where one can go. */
export function useCommands({ project, chooseProject, shortcuts }: Context): Commands {
  const navigate = useNavigate()
  const { key } = useParams({ strict: false })
  const to = (path: '/' | '/my-tasks' | '/inbox' | '/search' | '/settings') => () => void navigate({ to: path })
  const inProject = (key: string, path: '' | '/settings' | '/trash') => () => void navigate({ to: `/projects/$key${path}`, params: { key } })

  const addHere: Command[] = project
    ? [{ name: `New task in ${project.name}`, icon: 'plus', words: 'create add', run: () => void navigate({ to: '/projects/$key', params: { key: project.key }, search: { new: true } }) }]
    : []
  const here: Command[] = key
    ? [
        { name: 'Board of this project', icon: 'column', run: inProject(key, '') },
        { name: 'List of this project', icon: 'list', words: 'table', run: () => void navigate({ to: '/projects/$key', params: { key }, search: { view: 'list' } }) },
        { name: 'Settings of this project', icon: 'settings', words: 'members columns labels', run: inProject(key, '/settings') },
        { name: 'Trash of this project', icon: 'trash', words: 'deleted restore', run: inProject(key, '/trash') },
      ]
    : []
  return {
    make: [
      ...addHere,
      { name: project ? 'New task in another project…' : 'New task…', icon: 'plus', words: 'create add', run: chooseProject },
      { name: 'New project…', icon: 'plus', words: 'create add board', run: () => void navigate({ to: '/', search: { new: true } }) },
    ],
    go: [
      ...here,
      { name: 'Projects', icon: 'list', words: 'home start all', run: to('/') },
      { name: 'My tasks', icon: 'check', words: 'assigned to me', run: to('/my-tasks') },
      { name: 'Inbox', icon: 'inbox', words: 'notifications', run: to('/inbox') },
      { name: 'Search', icon: 'search', words: 'find', run: to('/search') },
      { name: 'Settings', icon: 'settings', words: 'account profile password devices sessions', run: to('/settings') },
    ],
    more: [
      ...THEMES.map(([theme, name]): Command => ({ name, icon: 'eye', words: 'appearance mode', run: () => applyTheme(theme) })),
      { name: 'Keyboard shortcuts', icon: 'list', words: 'keys help', run: shortcuts },
      { name: 'Sign out', icon: 'right', words: 'log out leave', run: () => void navigate({ to: '/' }).then(() => session.signOut()) },
    ],
  }
}
