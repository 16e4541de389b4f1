import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button'
import { CardView } from './card-view'
import { ColumnHeader } from './column-header'
import { Composer } from './composer'
import { useColumn, useProject, useRights } from './context'
import { columnData, isCardData } from './drag-data'
import type { Status } from './model'

interface Props {
  readonly status: Status
  readonly first: boolean
  readonly composing: boolean
  readonly onCompose: (statusId: string | null) => void
}

/** Rows from the end at which the next page is asked for. */
const AHEAD = 15

/** One lane of the board. Only the cards in sight are in the document. */
export const Column = memo(function Column({ status, first, composing, onCompose }: Props) {
  const { sync } = useProject()
  const { edit } = useRights()
  const { ids, count, complete, loading, failed } = useColumn(status.id)
  const lane = useRef<HTMLElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState<'none' | 'column' | 'end'>('none')

  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => list.current,
    estimateSize: () => 78,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 8,
    gap: 6,
    paddingStart: 4,
    paddingEnd: 12,
  })
  const shown = rows.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? -1

  useEffect(() => {
    if (!complete && !loading && !failed && lastShown >= ids.length - AHEAD) sync.loadMore(status.id)
  }, [sync, status.id, ids.length, lastShown, complete, loading, failed])

  useEffect(() => {
    if (!lane.current || !list.current) return
    return combine(
      dropTargetForElements({
        element: lane.current,
        canDrop: ({ source }) => isCardData(source.data),
        getData: () => columnData(status),
        getIsSticky: () => true,
        onDrag: ({ location }) => setOver(location.current.dropTargets[0]?.element === lane.current ? 'end' : 'column'),
        onDragLeave: () => setOver('none'),
        onDrop: () => setOver('none'),
      }),
      autoScrollForElements({ element: list.current, canScroll: ({ source }) => isCardData(source.data) }),
    )
  }, [status])

  return (
    <section
      ref={lane}
      aria-label={status.name}
      data-status={status.key}
      className="relative flex w-[86vw] shrink-0 snap-center flex-col sm:w-72 sm:min-w-64 sm:flex-1 sm:max-w-[26rem]"
    >
      {!first && <div aria-hidden="true" className={`lane-dashes absolute inset-y-0 -left-px w-0.5 ${over === 'none' ? '' : '[--dash:var(--color-lane)]'}`} />}
      <ColumnHeader status={status} count={count} onCompose={edit ? () => onCompose(status.id) : null} />
      <div ref={list} className="min-h-0 flex-1 overflow-y-auto overscroll-y-contain px-2.5 max-sm:pb-16" data-list={status.id}>
        {composing && edit && <Composer status={status} onDone={() => onCompose(null)} />}
        <div role="list" aria-label={`${status.name}, ${count === 1 ? '1 task' : `${count} tasks`}`} className="relative" style={{ height: rows.getTotalSize() }}>
          {shown.map((row) => (
            <div
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              role="listitem"
              aria-posinset={row.index + 1}
              aria-setsize={count}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <CardView id={String(row.key)} />
            </div>
          ))}
        </div>
        {over === 'end' && <div aria-hidden="true" className="mx-0.5 -mt-2 h-[3px] rounded-full bg-lane" />}
        {loading && <p className="py-2 text-center text-faint">Loading…</p>}
        {failed && (
          <div className="py-3 text-center">
            <Button onClick={() => sync.loadMore(status.id)}>Load again</Button>
          </div>
        )}
      </div>
    </section>
  )
})
