import { type FormEvent, useState } from 'react'
import { ChangePasswordDocument } from '../api/generated'
import type { Viewer } from '../api/session'
import { client, session, toasts } from '../app/services'
import { useSubmit } from '../app/use-submit'
import { Button } from '../ui/button'
import { TextField } from '../ui/field'
import { Section } from '../ui/section'

export function Password({ viewer }: { viewer: Viewer }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const form = useSubmit(['current', 'new'])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const changed = await form.run(async () => {
      const { changePassword } = await client.request(ChangePasswordDocument, { input: { current, new: next } })
      if (changePassword) session.accept(changePassword)
    })
    if (!changed) return
    setCurrent('')
    setNext('')
    toasts.show('info', 'Your password is changed, and every other device is signed out.')
  }

  return (
    <Section title="Password" hint="Changing it signs out every other device.">
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        {/* Password managers store the new password under this name. */}
        <input type="email" autoComplete="username" value={viewer.email ?? ''} readOnly hidden />
        <TextField label="Current password" type="password" required autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} error={form.fieldError('current')} />
        <TextField label="New password" type="password" required autoComplete="new-password" hint="At least 8 characters. A long sentence is best." value={next} onChange={(event) => setNext(event.target.value)} error={form.fieldError('new')} />
        {form.error && (
          <p role="alert" className="text-danger">
            {form.error}
          </p>
        )}
        <Button type="submit" busy={form.busy} className="justify-self-start">
          Change password
        </Button>
      </form>
    </Section>
  )
}
