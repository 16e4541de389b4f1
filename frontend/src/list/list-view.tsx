import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { Composer } from '../board/composer'
import { useColumn, useProject, useRights } from '../board/context'
import { LIST } from '../board/layout'
import type { Status } from '../board/model'
import { NoTask } from '../board/no-task'
import { Button } from '../ui/button'
import { ListHead, SortChoice } from './list-head'
import { ListRow } from './list-row'

interface Props {
  /** The status in which a new task is being typed. */
  readonly composing: Status | null
  readonly onCompose: (statusId: string | null) => void
}

/** Rows from the end at which the next page is asked for. */
const AHEAD = 25

/** All tasks of the project one below the other. Only the rows in sight are in the document. */
export default function ListView({ composing, onCompose }: Props) {
  const { sync } = useProject()
  const { edit } = useRights()
  const { ids, count, complete, loading, failed } = useColumn(LIST)
  const list = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => list.current,
    estimateSize: () => 38,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 12,
    paddingEnd: 80,
  })
  const shown = rows.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? -1

  useEffect(() => {
    if (!complete && !loading && !failed && lastShown >= ids.length - AHEAD) sync.loadMore(LIST)
  }, [sync, ids.length, lastShown, complete, loading, failed])

  return (
    <main aria-label="List" className="task-table flex min-w-0 flex-1 flex-col">
      {composing && edit && (
        <div className="mx-auto w-full max-w-2xl px-3 py-1">
          <Composer status={composing} onDone={() => onCompose(null)} />
        </div>
      )}
      <SortChoice />
      <div role="table" aria-label={count === 1 ? '1 task' : `${count} tasks`} aria-rowcount={count + 1} className="flex min-h-0 flex-1 flex-col">
        <ListHead />
        <div ref={list} role="rowgroup" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto overscroll-y-contain [scrollbar-gutter:stable]">
          <div role="presentation" className="relative" style={{ height: rows.getTotalSize() }}>
            {shown.map((row) => (
              <div key={row.key} ref={rows.measureElement} data-index={row.index} role="row" aria-rowindex={row.index + 2} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${row.start}px)` }}>
                <ListRow id={String(row.key)} />
              </div>
            ))}
          </div>
        </div>
      </div>
      {complete && count === 0 && <NoTask />}
      {(loading || failed) && (
        <div className="absolute inset-x-0 bottom-20 grid justify-items-center">
          {loading ? <p className="rounded-full bg-raised px-3 py-1 text-faint shadow-card">Loading…</p> : <Button onClick={() => sync.loadMore(LIST)}>Load again</Button>}
        </div>
      )}
    </main>
  )
}
