import { useTitle } from '../app/use-title'
import { useViewer } from '../app/use-session'
import { Appearance } from './appearance'
import { Password } from './password'
import { Profile } from './profile'
import { Sessions } from './sessions'

export function SettingsPage() {
  useTitle('Settings')
  const viewer = useViewer()
  if (!viewer) return null
  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto max-w-3xl px-4 py-8">
        <h1 className="pb-6 text-2xl font-bold">Settings</h1>
        <Profile viewer={viewer} />
        <Appearance />
        <Password viewer={viewer} />
        <Sessions />
      </div>
    </main>
  )
}
