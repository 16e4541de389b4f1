import { createContext, useContext, useSyncExternalStore } from 'react'
import type { BoardActions } from './actions'
import type { Bulk } from '../bulk/bulk'
import type { Selection } from '../bulk/selection'
import type { Presence } from '../presence/presence'
import type { Member } from './members'
import type { Card, ColumnView, Head } from './model'
import { canComment, canEdit } from './model'
import type { BoardSync } from './sync'

export interface Project {
  readonly sync: BoardSync
  readonly actions: BoardActions
  readonly selection: Selection
  readonly bulk: Bulk
  readonly presence: Presence
}

export const ProjectContext = createContext<Project | null>(null)

export function useProject(): Project {
  const project = useContext(ProjectContext)
  if (!project) throw new Error('Not inside a project.')
  return project
}

/** The project as it is now. Only below ProjectLayout, which waits until it has been read. */
export function useHead(): Head {
  const { store } = useProject().sync
  const head = useSyncExternalStore(store.subscribe, store.head)
  if (!head) throw new Error('The project has not been read yet.')
  return head
}

export function useRights() {
  const { store } = useProject().sync
  const role = useSyncExternalStore(store.subscribe, store.role)
  const head = useHead()
  return { role, owner: role === 'OWNER', edit: canEdit(role, head), comment: canComment(role, head) }
}

export function useCard(id: string): Card | null {
  const { store } = useProject().sync
  return useSyncExternalStore(store.subscribe, () => store.card(id))
}

export function useColumn(column: string): ColumnView {
  const { store } = useProject().sync
  return useSyncExternalStore(store.subscribe, () => store.column(column))
}

/** Whether a card is one of those that are chosen to be changed together. */
export function useSelected(id: string): boolean {
  const { selection } = useProject()
  return useSyncExternalStore(selection.subscribe, () => selection.has(id))
}

/** The cards that are chosen to be changed together, in the order of choosing. */
export function useSelection(): ReadonlySet<string> {
  const { selection } = useProject()
  return useSyncExternalStore(selection.subscribe, selection.ids)
}

export function useMembers(): readonly Member[] {
  const { members } = useProject().sync
  return useSyncExternalStore(members.subscribe, members.all)
}
