import type { ReactNode } from 'react'
import { Button } from './button'

/** What a page says in place of a list that has nothing in it. */
export function Nothing({ children }: { children: ReactNode }) {
  return <div className="rounded-xl border border-dashed border-edge px-6 py-10 text-center text-balance text-soft">{children}</div>
}

/** Seen when something takes its time, not for the moment that it usually takes. */
export function Loading() {
  return <p className="appear-late py-6 text-center text-faint">Loading…</p>
}

export function Refusal({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="text-danger">
      {children}
    </p>
  )
}

interface MoreProps {
  readonly name?: string
  readonly onMore: () => void
}

/** Reads the next page of a list. */
export function More({ name = 'More', onMore }: MoreProps) {
  return (
    <Button className="justify-self-center" onClick={onMore}>
      {name}
    </Button>
  )
}
