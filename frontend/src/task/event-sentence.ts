interface Change {
  readonly field: string
  readonly from: string | null
  readonly to: string | null
}

const FIELDS: Record<string, string> = {
  title: 'the title',
  description: 'the description',
  status: 'the status',
  priority: 'the priority',
  assignedUserId: 'the assignee',
  assignedUser: 'the assignee',
  labels: 'the labels',
  labelIds: 'the labels',
  parentId: 'the parent',
  parent: 'the parent',
  startOn: 'the start',
  startAt: 'the start',
  dueOn: 'the due date',
  dueAt: 'the due date',
  relations: 'the relations',
  watchers: 'the watchers',
  position: 'the place',
}

const DONE: Record<string, string> = {
  TASK_CREATED: 'made this task',
  TASK_MOVED_OUT: 'moved it to another project',
  TASK_MOVED_IN: 'moved it here from another project',
  TASK_DELETED: 'put it into the trash',
  TASK_RESTORED: 'took it out of the trash',
  TASK_PURGED: 'deleted it for good',
  COMMENT_ADDED: 'commented',
  COMMENT_UPDATED: 'changed a comment',
  COMMENT_DELETED: 'deleted a comment',
}

function changeText({ field, from, to }: Change): string {
  const name = FIELDS[field] ?? field
  const long = field === 'description' || (from?.length ?? 0) > 80 || (to?.length ?? 0) > 80
  if (long || (from === null && to === null)) return `changed ${name}`
  if (from === null) return `set ${name} to “${to}”`
  if (to === null) return `removed ${name} “${from}”`
  return `changed ${name} from “${from}” to “${to}”`
}

/** What an entry of a task's history says after the name of the person. */
export function eventSentence({ type, changes }: { readonly type: string; readonly changes: readonly Change[] }): string {
  const done = DONE[type]
  if (done) return done
  const told = changes.filter((change) => change.field !== 'position')
  if (type === 'TASK_MOVED' && told.length === 0) return 'changed its place in the column'
  return told.length > 0 ? told.map(changeText).join(', ') : 'changed it'
}
