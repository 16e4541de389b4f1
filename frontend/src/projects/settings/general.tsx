import { type FormEvent, useState } from 'react'
import { UpdateProjectDocument } from '../../api/generated'
import { client, toasts } from '../../app/services'
import { useSubmit } from '../../app/use-submit'
import { useHead } from '../../board/context'
import { Button } from '../../ui/button'
import { TextArea, TextField } from '../../ui/field'
import { Section } from '../../ui/section'

export function General({ owner }: { owner: boolean }) {
  const head = useHead()
  const [name, setName] = useState(head.name)
  const [description, setDescription] = useState(head.description)
  const form = useSubmit(['name', 'description'])
  const locked = !owner || head.archivedAt !== null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await form.run(() => client.request(UpdateProjectDocument, { input: { id: head.id, name, description } }))) toasts.show('info', 'The project is saved.')
  }

  return (
    <Section title="Project">
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <TextField label="Name" required disabled={locked} value={name} onChange={(event) => setName(event.target.value)} error={form.fieldError('name')} />
        <TextArea label="Description" disabled={locked} value={description} onChange={(event) => setDescription(event.target.value)} error={form.fieldError('description')} />
        {form.error && (
          <p role="alert" className="text-danger">
            {form.error}
          </p>
        )}
        {!locked && (
          <Button type="submit" tone="sign" busy={form.busy} className="justify-self-start">
            Save project
          </Button>
        )}
      </form>
    </Section>
  )
}
