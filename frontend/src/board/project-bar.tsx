import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { KeySign } from '../ui/sign'
import type { BoardSearch } from './address'
import { useHead } from './context'

const TAB = 'relative inline-flex h-full items-center px-2 font-semibold text-soft hover:text-ink aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-2 aria-[current=page]:after:-bottom-px aria-[current=page]:after:h-[3px] aria-[current=page]:after:rounded-t aria-[current=page]:after:bg-lane'

/** Board and list are one page with two addresses: only the very one is where one is. */
const EXACTLY = { exact: true, explicitUndefined: true }

/** The project's name, its pages, and on the right what belongs to the page. */
export function ProjectBar({ page, children }: { page: 'board' | 'list' | 'settings' | 'trash'; children?: ReactNode }) {
  const head = useHead()
  const params = { key: head.key }
  const current = (name: typeof page) => (name === page ? 'page' : undefined)
  // Between board and list what is left out stays left out.
  const shown = page === 'board' || page === 'list' ? (search: BoardSearch) => search : () => ({})
  return (
    <section aria-label={head.name} className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-3 border-b border-line bg-surface px-3">
      <div className="flex min-w-0 max-w-sm items-center gap-2.5 py-2 max-sm:max-w-none max-sm:flex-1 max-sm:basis-1/2">
        <KeySign>{head.key}</KeySign>
        <h1 className="truncate text-base font-bold leading-snug" title={head.name}>
          {head.name}
        </h1>
        {head.archivedAt && <span className="shrink-0 rounded border border-line px-1.5 text-faint">archived, read only</span>}
      </div>
      <nav aria-label="Project pages" className="flex h-12 items-center max-sm:order-2 max-sm:-ml-2 max-sm:h-10">
        <Link to="/projects/$key" params={params} search={(search) => ({ ...shown(search as BoardSearch), view: undefined })} activeOptions={EXACTLY} aria-current={current('board')} className={TAB}>
          Board
        </Link>
        <Link to="/projects/$key" params={params} search={(search) => ({ ...shown(search as BoardSearch), view: 'list' })} activeOptions={EXACTLY} aria-current={current('list')} className={TAB}>
          List
        </Link>
        <Link to="/projects/$key/settings" params={params} aria-current={current('settings')} className={TAB}>
          Settings
        </Link>
        <Link to="/projects/$key/trash" params={params} aria-current={current('trash')} className={TAB}>
          Trash
        </Link>
      </nav>
      {/* Never narrower than what is in it: without room it has a line of its own. */}
      <div className="flex flex-1 basis-80 items-center justify-end gap-x-3 py-1.5 empty:hidden max-sm:contents">{children}</div>
    </section>
  )
}
