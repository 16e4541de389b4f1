import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Announcements } from '../ui/announcer'
import { Toaster } from '../ui/toaster'
import { router } from './router'
import { announcer, toasts } from './services'
import { Splash } from './splash'
import { useSession } from './use-session'

export function App() {
  const session = useSession()
  const { status } = session
  useEffect(() => {
    // Routes check the session when they are entered: have them look again when it begins or ends.
    if (status !== 'unknown') void router.invalidate()
  }, [status])

  if (session.status === 'unknown') return <Splash unreachable={session.unreachable} />
  return (
    <>
      <RouterProvider router={router} />
      <Toaster toasts={toasts} />
      <Announcements announcer={announcer} />
    </>
  )
}
