import { Link, Navigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { SignInDocument } from '../api/generated'
import { post } from '../api/transport'
import { session } from '../app/services'
import { useSubmit } from '../app/use-submit'
import { Button } from '../ui/button'
import { TextField } from '../ui/field'
import { AuthFrame } from './frame'
import { useServerState } from './server-state'

export function SignInPage() {
  const { next } = useSearch({ from: '/sign-in' })
  const server = useServerState()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const form = useSubmit(['email', 'password'])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void form.run(async () => {
      const { login } = await post(SignInDocument, { input: { email, password } }, null)
      if (login) session.accept(login)
    })
  }

  if (server?.needsSetup) return <Navigate to="/sign-up" search={{ next }} replace />
  return (
    <AuthFrame title="Sign in" next={next}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField label="E-mail" type="email" name="email" autoComplete="username" required autoFocus value={email} onChange={(event) => setEmail(event.target.value)} error={form.fieldError('email')} />
        <TextField label="Password" type="password" name="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} error={form.fieldError('password')} />
        {form.error && (
          <p role="alert" className="text-danger">
            {form.error}
          </p>
        )}
        <Button type="submit" tone="sign" busy={form.busy} className="h-9">
          Sign in
        </Button>
      </form>
      {server?.registration !== 'CLOSED' && (
        <p className="text-soft">
          New here?{' '}
          <Link to="/sign-up" search={{ next }} className="font-semibold text-link underline underline-offset-2">
            Sign up
          </Link>
        </p>
      )}
    </AuthFrame>
  )
}
