import { type FormEvent, useState } from 'react'
import { CreateLabelDocument, DeleteLabelDocument, UpdateLabelDocument } from '../../api/generated'
import { uuid } from '../../api/uuid'
import { client } from '../../app/services'
import { useHead } from '../../board/context'
import { LabelDot } from '../../board/label-dot'
import type { Label } from '../../board/model'
import { Button, IconButton } from '../../ui/button'
import { Confirm } from '../../ui/confirm'
import { Section } from '../../ui/section'
import { changeProject } from './change-project'

const COLORS = ['#c8402f', '#b07d00', '#2f9e6b', '#2b7fb8', '#7a5cc4', '#b5508f', '#6b7280']

export function LabelSettings({ editable }: { editable: boolean }) {
  const head = useHead()
  const [name, setName] = useState('')
  const [color, setColor] = useState<string | null>(null)
  const [deleting, setDeleting] = useState<Label | null>(null)
  // Neighbouring labels differ when nobody chooses.
  const offered = color ?? COLORS[head.labels.length % COLORS.length] ?? '#6b7280'

  const add = async (event: FormEvent) => {
    event.preventDefault()
    const input = { id: uuid(), projectId: head.id, name: name.trim(), color: offered }
    if (!(await changeProject(() => client.request(CreateLabelDocument, { input })))) return
    setName('')
    setColor(null)
  }

  const remove = async (id: string) => {
    setDeleting(null)
    await changeProject(() => client.request(DeleteLabelDocument, { id }))
  }

  return (
    <Section title="Labels">
      {head.labels.length > 0 && (
        <ul aria-label="Labels" className="divide-y divide-line rounded-lg border border-line bg-surface">
          {head.labels.map((label) => (
            <li key={label.id} className="flex items-center gap-2 px-3 py-2">
              {editable ? (
                <>
                  <input type="color" key={label.color} aria-label={`Colour of ${label.name}`} defaultValue={label.color} onBlur={(event) => event.target.value !== label.color && void changeProject(() => client.request(UpdateLabelDocument, { input: { id: label.id, color: event.target.value } }))} className="size-6 rounded border-0 bg-transparent" />
                  <input
                    key={label.name}
                    aria-label={`Name of ${label.name}`}
                    defaultValue={label.name}
                    maxLength={100}
                    onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
                    onBlur={(event) => {
                      const name = event.target.value.trim()
                      if (name && name !== label.name) void changeProject(() => client.request(UpdateLabelDocument, { input: { id: label.id, name } }))
                    }}
                    className="field h-8 flex-1"
                  />
                  <IconButton icon="trash" label={`Delete ${label.name}`} onClick={() => setDeleting(label)} />
                </>
              ) : (
                <LabelDot label={label} />
              )}
            </li>
          ))}
        </ul>
      )}
      {editable ? (
        <form onSubmit={(event) => void add(event)} className="flex items-center gap-2">
          <input type="color" aria-label="Colour of the new label" value={offered} onChange={(event) => setColor(event.target.value)} className="size-6 rounded border-0 bg-transparent" />
          <input aria-label="Name of the new label" placeholder="New label" required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} className="field h-8 flex-1" />
          <Button type="submit">Add label</Button>
        </form>
      ) : (
        head.labels.length === 0 && <p className="text-faint">None.</p>
      )}
      {deleting && (
        <Confirm title={`Delete ${deleting.name}?`} deed="Delete label" onConfirm={() => void remove(deleting.id)} onClose={() => setDeleting(null)}>
          It is taken off all tasks that have it, and this cannot be undone.
        </Confirm>
      )}
    </Section>
  )
}
