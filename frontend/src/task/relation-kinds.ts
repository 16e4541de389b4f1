import type { RelationKind, TaskDetailQuery } from '../api/generated'

export type Relation = NonNullable<TaskDetailQuery['task']>['relations'][number]

/** In the order in which they are shown. */
export const RELATION_KINDS: ReadonlyArray<[kind: RelationKind, name: string]> = [
  ['BLOCKED_BY', 'Blocked by'],
  ['BLOCKS', 'Blocks'],
  ['RELATES', 'Relates to'],
  ['DUPLICATES', 'Duplicates'],
  ['DUPLICATED_BY', 'Duplicated by'],
]

/** The relations of each kind that there is any of. Tasks in the trash are left out. */
export function byKind(relations: readonly Relation[]): ReadonlyArray<{ readonly kind: RelationKind; readonly name: string; readonly tasks: ReadonlyArray<Relation['task']> }> {
  return RELATION_KINDS.map(([kind, name]) => ({ kind, name, tasks: relations.filter((relation) => relation.kind === kind && !relation.task.deletedAt).map(({ task }) => task) })).filter(({ tasks }) => tasks.length > 0)
}
