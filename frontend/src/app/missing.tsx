import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTitle } from './use-title'

/** A page that says in a few words that there is nothing here, and where to go instead. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  useTitle(title)
  return (
    <main className="grid h-full place-content-center gap-2 p-6 text-center">
      <h1 className="text-xl font-bold">{title}</h1>
      <div className="max-w-md text-soft">{children}</div>
      <p>
        <Link to="/" className="font-semibold text-link underline underline-offset-2">
          All projects
        </Link>
      </p>
    </main>
  )
}

export function Missing() {
  return <Notice title="Nothing here">This address leads nowhere in Tasklane.</Notice>
}
