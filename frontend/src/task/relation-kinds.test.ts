import { expect, it } from 'vitest'
import { byKind, type Relation } from './relation-kinds'

const relation = (kind: Relation['kind'], id: string, deletedAt: string | null = null): Relation => ({
  kind,
  task: { id, ref: `WEB-${id}`, title: id, deletedAt, project: { key: 'WEB' }, status: { id: 's', name: 'Todo', category: 'TODO', color: '#888888' } },
})

it('groups relations by kind, what blocks first, and leaves out what lies in the trash', () => {
  const groups = byKind([relation('RELATES', '1'), relation('BLOCKED_BY', '2'), relation('RELATES', '3', '2026-01-01T00:00:00Z'), relation('DUPLICATES', '4', '2026-01-01T00:00:00Z')])
  expect(groups.map(({ name, tasks }) => [name, tasks.map(({ id }) => id)])).toEqual([
    ['Blocked by', ['2']],
    ['Relates to', ['1']],
  ])
})
