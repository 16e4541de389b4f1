import type { TaskEventType } from '../../api/generated'
import type { BoardEvent, Card, Head } from '../model'

/** Builders of board data for tests. */
export const TODO = 'status-todo'
export const DONE = 'status-done'

export const head: Head = {
  id: 'project',
  key: 'WEB',
  name: 'Website',
  description: '',
  archivedAt: null,
  deletedAt: null,
  labels: [],
  statuses: [
    { id: TODO, key: 'todo', name: 'To do', category: 'TODO', color: '#888888', position: 'a0', wipLimit: null },
    { id: DONE, key: 'done', name: 'Done', category: 'DONE', color: '#888888', position: 'a1', wipLimit: null },
  ],
}

export function card(id: string, more: Partial<Card> = {}): Card {
  return {
    id,
    ref: `WEB-${id}`,
    number: 1,
    title: `Task ${id}`,
    status: { id: TODO, key: 'todo' },
    priority: 'NONE',
    assignedUser: null,
    labels: [],
    parent: null,
    startOn: null,
    startAt: null,
    dueOn: null,
    dueAt: null,
    position: 'a0',
    commentCount: 0,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    completedAt: null,
    deletedAt: null,
    version: 1,
    ...more,
  }
}

export const inDone = { status: { id: DONE, key: 'done' } }

export function event(seq: number, type: TaskEventType, task: Card | null, more: Partial<BoardEvent> = {}): BoardEvent {
  return {
    projectId: 'project',
    seq,
    cursor: `cursor-${seq}`,
    type,
    taskId: task?.id ?? null,
    taskVersion: task?.version ?? null,
    userId: null,
    actor: null,
    changes: [],
    task,
    project: null,
    ...more,
  }
}
