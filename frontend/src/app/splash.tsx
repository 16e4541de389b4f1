import { Mark } from '../ui/sign'

/** Seen for a moment at the start, and for longer when the server does not answer. */
export function Splash({ unreachable = false }: { unreachable?: boolean }) {
  return (
    <main className="grid h-full place-content-center justify-items-center gap-3">
      <Mark size={44} />
      {unreachable && (
        <p role="status" className="text-soft">
          The server cannot be reached. Trying again…
        </p>
      )}
    </main>
  )
}
