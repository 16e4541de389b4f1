import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { SignUpDocument } from '../api/generated'
import { post } from '../api/transport'
import { session } from '../app/services'
import { useSubmit } from '../app/use-submit'
import { Button } from '../ui/button'
import { TextField } from '../ui/field'
import { AuthFrame } from './frame'
import { useServerState } from './server-state'

export function SignUpPage() {
  const { next } = useSearch({ from: '/sign-up' })
  const server = useServerState()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const form = useSubmit(['name', 'email', 'password'])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void form.run(async () => {
      const { register } = await post(SignUpDocument, { input: { name, email, password } }, null)
      if (register) session.accept(register)
    })
  }

  return (
    <AuthFrame title="Sign up" next={next}>
      {server?.needsSetup && (
        <p className="rounded-md border border-line bg-tint px-3 py-2">
          Nobody has an account here yet. <strong>The first account becomes the administrator.</strong>
        </p>
      )}
      {server && server.registration !== 'OPEN' && !server.needsSetup ? (
        <p className="text-soft">New accounts are made by invitation here. Ask an administrator.</p>
      ) : (
        <form onSubmit={submit} className="grid gap-4">
          <TextField label="Name" name="name" autoComplete="name" required autoFocus value={name} onChange={(event) => setName(event.target.value)} error={form.fieldError('name')} />
          <TextField label="E-mail" type="email" name="email" autoComplete="username" required value={email} onChange={(event) => setEmail(event.target.value)} error={form.fieldError('email')} />
          <TextField label="Password" type="password" name="password" autoComplete="new-password" required value={password} onChange={(event) => setPassword(event.target.value)} hint="At least 8 characters. A long sentence is best." error={form.fieldError('password')} />
          {form.error && (
            <p role="alert" className="text-danger">
              {form.error}
            </p>
          )}
          <Button type="submit" tone="sign" busy={form.busy} className="h-9">
            Sign up
          </Button>
        </form>
      )}
      {!server?.needsSetup && (
        <p className="text-soft">
          Have an account?{' '}
          <Link to="/sign-in" search={{ next }} className="font-semibold text-link underline underline-offset-2">
            Sign in
          </Link>
        </p>
      )}
    </AuthFrame>
  )
}
