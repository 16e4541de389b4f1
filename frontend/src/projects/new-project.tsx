import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { CreateProjectDocument } from '../api/generated'
import { uuid } from '../api/uuid'
import { client } from '../app/services'
import { useSubmit } from '../app/use-submit'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { TextArea, TextField } from '../ui/field'
import { suggestKey } from './key'

export function NewProjectDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  // One id for all tries, so that a lost answer cannot make a second project.
  const [id] = useState(() => uuid())
  const [name, setName] = useState('')
  const [ownKey, setOwnKey] = useState<string | null>(null)
  const [description, setDescription] = useState('')
  const form = useSubmit(['name', 'key', 'description'])
  const key = ownKey ?? suggestKey(name)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const made = await form.run(() => client.request(CreateProjectDocument, { input: { id, key, name, description } }))
    if (made) await navigate({ to: '/projects/$key', params: { key } })
  }

  return (
    <Dialog title="New project" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <TextField label="Name" required maxLength={200} value={name} onChange={(event) => setName(event.target.value)} error={form.fieldError('name')} />
        <TextField
          label="Key"
          required
          pattern="[A-Z][A-Z0-9]{1,9}"
          title="2 to 10 letters and digits, a letter first"
          className="font-mono uppercase"
          value={key}
          onChange={(event) => setOwnKey(event.target.value.toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, 10))}
          hint={`Tasks will be called ${key || 'KEY'}-1, ${key || 'KEY'}-2 and so on.`}
          error={form.fieldError('key')}
        />
        <TextArea label="Description" value={description} onChange={(event) => setDescription(event.target.value)} error={form.fieldError('description')} />
        {form.error && (
          <p role="alert" className="text-danger">
            {form.error}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="sign" busy={form.busy}>
            Create project
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
