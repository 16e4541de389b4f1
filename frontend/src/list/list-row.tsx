import { Link } from '@tanstack/react-router'
import { memo, type MouseEvent } from 'react'
import { cardName } from '../board/card-name'
import { useCard, useHead, useProject, useRights } from '../board/context'
import { DueMark } from '../board/due-mark'
import { LabelDot } from '../board/label-dot'
import { PRIORITY_NAMES, PriorityBars } from '../board/priority'
import { useChoosing } from '../bulk/use-choosing'
import { CardViewers } from '../presence/card-viewers'
import { useOthersAt } from '../presence/use-presence'
import { Ago } from '../ui/ago'
import { Avatar } from '../ui/avatar'

/** One task as a line of the list. All of it leads to the task. */
export const ListRow = memo(function ListRow({ id }: { id: string }) {
  const { selection } = useProject()
  const card = useCard(id)
  const head = useHead()
  const { edit } = useRights()
  const viewers = useOthersAt(id)
  const { selected, onClick } = useChoosing(id)
  if (!card) return null

  const made = card.version > 0
  const status = head.statuses.find((status) => status.id === card.status.id)
  const labels = head.labels.filter((label) => card.labels.some(({ id }) => id === label.id))
  const closed = status?.category === 'DONE' || status?.category === 'CANCELED'
  const pick = (event: MouseEvent) => (event.shiftKey ? selection.extendTo(id) : selection.toggle(id))
  return (
    <div className={`task-row relative border-t border-line ${selected ? 'bg-lane/12' : 'bg-surface hover:bg-tint/60'} ${made ? '' : 'opacity-60'} has-[[data-status=active]]:bg-tint`}>
      <span role="cell" data-cell="pick" className="relative z-10 grid">
        {edit && made && <input type="checkbox" aria-label={`Select ${card.ref}`} checked={selected} onChange={() => undefined} onClick={pick} />}
      </span>
      <span role="cell" data-cell="ref" className="truncate font-mono text-xs text-faint">
        {card.ref || '…'}
      </span>
      <span role="cell" data-cell="title" className="min-w-0">
        {made ? (
          <Link
            to="/projects/$key/$ref"
            params={{ key: head.key, ref: card.ref }}
            search
            preload={false}
            data-card={id}
            aria-label={cardName(card, head, { viewers, selected })}
            aria-keyshortcuts="x"
            onClick={onClick}
            className={`block truncate outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-link ${closed ? 'text-soft' : ''}`}
          >
            {card.title}
          </Link>
        ) : (
          <span className="block truncate">{card.title}</span>
        )}
      </span>
      <span role="cell" data-cell="labels" className="flex gap-1 overflow-hidden">
        {labels.map((label) => (
          <LabelDot key={label.id} label={label} />
        ))}
      </span>
      <span role="cell" data-cell="status" className="flex min-w-0 items-center gap-1.5 text-soft">
        <span className="size-2.5 shrink-0 rounded-full" style={{ background: status?.color }} />
        <span className="truncate">{status?.name}</span>
      </span>
      <span role="cell" data-cell="priority" className="flex min-w-0 items-center gap-1.5 text-soft">
        <PriorityBars priority={card.priority} />
        <span data-word>{card.priority === 'NONE' ? <span className="sr-only">{PRIORITY_NAMES.NONE}</span> : PRIORITY_NAMES[card.priority]}</span>
      </span>
      <span role="cell" data-cell="who" className="flex min-w-0 items-center gap-1.5 text-soft">
        {card.assignedUser && (
          <>
            <Avatar person={card.assignedUser} size={20} />
            <span data-word className="truncate">
              {card.assignedUser.name}
            </span>
          </>
        )}
      </span>
      <span role="cell" data-cell="due" className="text-xs">
        <DueMark due={card} closed={closed} />
      </span>
      <span role="cell" data-cell="created" className="truncate text-xs text-faint">
        <Ago at={card.createdAt} />
      </span>
      <span role="cell" data-cell="updated" className="truncate text-xs text-faint">
        <Ago at={card.updatedAt} />
      </span>
      <CardViewers people={viewers} className="right-1" />
    </div>
  )
})
