import { asApiError } from '../api/errors'
import { RevokeOtherSessionsDocument, RevokeSessionDocument, SessionsDocument } from '../api/generated'
import { client, session, toasts } from '../app/services'
import { useQuery } from '../app/use-query'
import { Ago } from '../ui/ago'
import { Button } from '../ui/button'
import { Section } from '../ui/section'
import { deviceName } from './device-name'

export function Sessions() {
  const { data, reload } = useQuery(SessionsDocument, {})
  const sessions = (data?.sessions ?? []).toSorted((a, b) => Number(b.current) - Number(a.current))

  const run = async (change: () => Promise<unknown>) => {
    try {
      await change()
      reload()
    } catch (reason) {
      toasts.show('error', asApiError(reason).message)
    }
  }

  return (
    <Section title="Devices" hint="Where you are signed in.">
      <ul aria-label="Devices" className="divide-y divide-line rounded-lg border border-line bg-surface">
        {sessions.map((device) => (
          <li key={device.id} className="flex items-center gap-3 px-4 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="truncate font-semibold" title={device.userAgent}>
                {deviceName(device.userAgent)}
                {device.current && <span className="ml-2 rounded bg-tint px-1.5 py-0.5 text-xs text-link">this device</span>}
              </p>
              <p className="text-faint">
                {device.ip}, used <Ago at={device.lastUsedAt} />
              </p>
            </div>
            {device.current ? (
              <Button onClick={() => void session.signOut()}>Sign out</Button>
            ) : (
              <Button aria-label={`Sign out ${deviceName(device.userAgent)}`} onClick={() => void run(() => client.request(RevokeSessionDocument, { id: device.id }))}>
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button tone="danger" className="justify-self-start" onClick={() => void run(() => client.request(RevokeOtherSessionsDocument, {}))}>
          Sign out everywhere else
        </Button>
      )}
    </Section>
  )
}
