import { useEffect, useState, useSyncExternalStore } from 'react'
import { link } from './services'

/** Short breaks are nobody's business: they are only told of after this long. */
const PATIENCE = 1_200

/** Says quietly that live changes are not arriving at the moment. */
export function Connection() {
  const state = useSyncExternalStore(link.subscribe, link.state)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (state !== 'down') return setShown(false)
    const timer = setTimeout(() => setShown(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <p role="status" className="ml-2 flex items-center gap-2 text-faint">
      {shown && (
        <>
          <span className="size-2 animate-pulse rounded-full bg-lane" />
          Reconnecting…
        </>
      )}
    </p>
  )
}
