import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { isTyping } from '../board/keyboard'
import { loadTheRest } from './later'
import { inbox } from './services'
import { Shortcuts } from './shortcuts'
import { TopBar } from './top-bar'
import { useSession } from './use-session'

const Palette = lazy(() => import('../palette/palette'))

/** How long a page that was just opened has the network for itself. */
const FIRST_THINGS_FIRST = 2_000

/** The frame of every page that needs a session. */
export function SignedIn() {
  const session = useSession()
  const viewer = session.status === 'in' ? session.viewer : null
  const id = viewer?.id
  const [shortcuts, setShortcuts] = useState(false)
  const [palette, setPalette] = useState(false)
  useEffect(() => {
    if (!id) return
    inbox.start()
    return () => inbox.stop()
  }, [id])

  useEffect(() => {
    const timer = setTimeout(() => void loadTheRest(), FIRST_THINGS_FIRST)
    return () => clearTimeout(timer)
  }, [])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isPaletteKey(event)) {
        event.preventDefault()
        // Not over another dialog: what is being done there comes first.
        return setPalette((open) => !open && !document.querySelector('dialog[open]'))
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target as HTMLElement)) return
      if (event.key === '?') setShortcuts(true)
      else if (event.key === '/') {
        event.preventDefault()
        document.querySelector<HTMLElement>('[data-shortcut="/"]')?.focus()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])

  // The session has just ended: the router is on its way to the sign-in page.
  if (!viewer) return null
  return (
    <div className="flex h-full flex-col">
      <a href="#content" className="sr-only rounded bg-sign px-3 py-2 text-on-sign focus:not-sr-only focus:absolute focus:left-2 focus:top-2 focus:z-50">
        Skip to content
      </a>
      <TopBar viewer={viewer} onShortcuts={() => setShortcuts(true)} onPalette={() => setPalette(true)} />
      <div id="content" tabIndex={-1} className="relative min-h-0 flex-1 outline-none">
        <Outlet />
      </div>
      {shortcuts && <Shortcuts onClose={() => setShortcuts(false)} />}
      {palette && (
        <Suspense>
          <Palette onClose={() => setPalette(false)} onShortcuts={() => setShortcuts(true)} />
        </Suspense>
      )}
    </div>
  )
}

/** Ctrl or Cmd and K, wherever one is, also while typing. */
function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey
}
