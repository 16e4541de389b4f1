import { type FormEvent, useState } from 'react'
import { UpdateProfileDocument } from '../api/generated'
import type { Viewer } from '../api/session'
import { client, session, toasts } from '../app/services'
import { useSubmit } from '../app/use-submit'
import { Button } from '../ui/button'
import { TextField } from '../ui/field'
import { Section } from '../ui/section'

const ZONES = Intl.supportedValuesOf('timeZone')

export function Profile({ viewer }: { viewer: Viewer }) {
  const [name, setName] = useState(viewer.name)
  const [email, setEmail] = useState(viewer.email ?? '')
  const [timeZone, setTimeZone] = useState(viewer.timeZone)
  const [currentPassword, setCurrentPassword] = useState('')
  const form = useSubmit(['name', 'email', 'timeZone', 'currentPassword'])
  const newEmail = email !== viewer.email

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await form.run(async () => {
      const input = { name, timeZone, ...(newEmail ? { email, currentPassword } : {}) }
      const { updateProfile } = await client.request(UpdateProfileDocument, { input })
      if (updateProfile) session.updateViewer(updateProfile.user)
    })
    if (!saved) return
    setCurrentPassword('')
    toasts.show('info', 'Your profile is saved.')
  }

  return (
    <Section title="Profile">
      <form onSubmit={(event) => void submit(event)} className="grid gap-4">
        <TextField label="Name" required autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} error={form.fieldError('name')} />
        <TextField label="E-mail" type="email" required autoComplete="email" value={email} onChange={(event) => setEmail(event.target.value)} error={form.fieldError('email')} />
        {newEmail && (
          <TextField
            label="Current password"
            type="password"
            required
            autoComplete="current-password"
            hint="Needed to change the e-mail."
            value={currentPassword}
            onChange={(event) => setCurrentPassword(event.target.value)}
            error={form.fieldError('currentPassword')}
          />
        )}
        <TextField label="Time zone" list="zones" required value={timeZone} onChange={(event) => setTimeZone(event.target.value)} hint="For due days and reminders, such as Europe/Berlin." error={form.fieldError('timeZone')} />
        <datalist id="zones">
          {ZONES.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        {form.error && (
          <p role="alert" className="text-danger">
            {form.error}
          </p>
        )}
        <Button type="submit" tone="sign" busy={form.busy} className="justify-self-start">
          Save profile
        </Button>
      </form>
    </Section>
  )
}
