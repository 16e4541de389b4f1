import { useState } from 'react'
import { type UpdateStatusInput, UpdateStatusDocument } from '../../api/generated'
import { client } from '../../app/services'
import { useHead } from '../../board/context'
import type { Status } from '../../board/model'
import { IconButton } from '../../ui/button'
import { changeProject } from './change-project'
import { DeleteColumn } from './delete-column'
import { CATEGORIES } from './categories'

/** One column: its colour, name, kind, limit and place. Fields are saved when they are left. */
export function ColumnRow({ status, index, owner }: { status: Status; index: number; owner: boolean }) {
  const head = useHead()
  const [deleting, setDeleting] = useState(false)
  const update = (change: Omit<UpdateStatusInput, 'projectId' | 'key'>) =>
    void changeProject(() => client.request(UpdateStatusDocument, { input: { projectId: head.id, key: status.key, ...change } }))

  /** Behind which column it stands after a move; null: first. */
  const place = (to: number) => {
    const others = head.statuses.filter((other) => other.id !== status.id)
    return others[to - 1]?.key ?? null
  }

  if (!owner) {
    return (
      <li className="flex items-center gap-3 px-4 py-2">
        <span className="size-3 rounded-full" style={{ background: status.color }} />
        <span className="flex-1">{status.name}</span>
        <span className="text-faint">{CATEGORIES[status.category].name}</span>
      </li>
    )
  }
  return (
    <li className="flex flex-wrap items-center gap-2 px-3 py-2">
      <input type="color" aria-label={`Colour of ${status.name}`} defaultValue={status.color} key={status.color} onBlur={(event) => event.target.value !== status.color && update({ color: event.target.value })} className="size-6 rounded border-0 bg-transparent" />
      <input
        key={status.name}
        aria-label={`Name of ${status.name}`}
        defaultValue={status.name}
        maxLength={100}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        onBlur={(event) => event.target.value.trim() && event.target.value !== status.name && update({ name: event.target.value.trim() })}
        className="field h-8 min-w-32 flex-1"
      />
      <select
        aria-label={`Kind of ${status.name}`}
        value={status.category}
        onChange={(event) => update({ category: event.target.value as Status['category'] })}
        className="h-8 rounded-md border border-line bg-surface px-2"
      >
        {Object.entries(CATEGORIES).map(([value, { name }]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <input
        key={`limit-${status.wipLimit ?? ''}`}
        type="number"
        min={1}
        max={9999}
        aria-label={`Limit of ${status.name}`}
        placeholder="limit"
        defaultValue={status.wipLimit ?? ''}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        onBlur={(event) => {
          const limit = event.target.value === '' ? null : Number(event.target.value)
          if (limit !== status.wipLimit) update({ wipLimit: limit })
        }}
        className="field h-8 !w-20"
      />
      <IconButton icon="up" label={`Move ${status.name} left`} disabled={index === 0} onClick={() => update({ after: place(index - 1) })} />
      <IconButton icon="down" label={`Move ${status.name} right`} disabled={index === head.statuses.length - 1} onClick={() => update({ after: place(index + 1) })} />
      <IconButton icon="trash" label={`Delete ${status.name}`} disabled={head.statuses.length === 1} onClick={() => setDeleting(true)} />
      {deleting && <DeleteColumn status={status} onClose={() => setDeleting(false)} />}
    </li>
  )
}
