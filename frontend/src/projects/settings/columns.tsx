import { type FormEvent, useState } from 'react'
import { CreateStatusDocument, type StatusCategory } from '../../api/generated'
import { client } from '../../app/services'
import { useHead } from '../../board/context'
import { Button } from '../../ui/button'
import { Section } from '../../ui/section'
import { changeProject } from './change-project'
import { ColumnRow } from './column-row'
import { columnKey } from './column-key'
import { CATEGORIES } from './categories'

export function ColumnSettings({ owner }: { owner: boolean }) {
  const head = useHead()
  const [name, setName] = useState('')
  const [category, setCategory] = useState<StatusCategory>('TODO')

  const add = async (event: FormEvent) => {
    event.preventDefault()
    const key = columnKey(name, head.statuses.map((status) => status.key))
    const input = { projectId: head.id, key, name: name.trim(), category, color: CATEGORIES[category].color }
    if (await changeProject(() => client.request(CreateStatusDocument, { input }))) setName('')
  }

  return (
    <Section title="Columns" hint="The kind of a column says what its tasks count as. A limit is a reminder, not a lock.">
      <ol aria-label="Columns" className="divide-y divide-line rounded-lg border border-line bg-surface">
        {head.statuses.map((status, index) => (
          <ColumnRow key={status.id} status={status} index={index} owner={owner} />
        ))}
      </ol>
      {owner && (
        <form onSubmit={(event) => void add(event)} className="flex flex-wrap gap-2">
          <input aria-label="Name of the new column" placeholder="New column" required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} className="field h-8 min-w-40 flex-1" />
          <select aria-label="Kind of the new column" value={category} onChange={(event) => setCategory(event.target.value as StatusCategory)} className="h-8 rounded-md border border-line bg-surface px-2">
            {Object.entries(CATEGORIES).map(([value, { name }]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
          <Button type="submit">Add column</Button>
        </form>
      )}
    </Section>
  )
}
