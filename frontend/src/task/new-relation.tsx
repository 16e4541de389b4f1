import { useState } from 'react'
import type { RelationKind } from '../api/generated'
import { useHead } from '../board/context'
import { Button } from '../ui/button'
import { PickTask } from './pick-task'
import { RELATION_KINDS } from './relation-kinds'
import type { TaskDetail } from './use-task'

interface Props {
  readonly task: TaskDetail
  readonly onAdd: (kind: RelationKind, otherId: string) => void
  readonly onClose: () => void
}

/** Asks how two tasks have to do with each other, and with which one. */
export function NewRelation({ task, onAdd, onClose }: Props) {
  const head = useHead()
  const [kind, setKind] = useState<RelationKind>('BLOCKED_BY')
  const without = new Set([task.id, ...task.relations.filter((relation) => relation.kind === kind).map((relation) => relation.task.id)])
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-2">
        <select aria-label="Kind of relation" value={kind} onChange={(event) => setKind(event.target.value as RelationKind)} className="field h-8 w-40 py-0!">
          {RELATION_KINDS.map(([kind, name]) => (
            <option key={kind} value={kind}>
              {name}
            </option>
          ))}
        </select>
        <span className="flex-1" />
        <Button onClick={onClose}>Cancel</Button>
      </div>
      <PickTask label="Related task" projectKey={head.key} without={without} onPick={({ id }) => onAdd(kind, id)} onClose={onClose} />
    </div>
  )
}
