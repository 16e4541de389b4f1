import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { dueText } from './due'
import { DueMark } from './due-mark'
import { LabelDot } from './label-dot'
import type { Card, Head } from './model'
import { PriorityBars } from './priority'

/** What a card shows. Its name for screen readers is on the link around it. */
export function CardFace({ card, head }: { card: Card; head: Head }) {
  const labels = head.labels.filter((label) => card.labels.some(({ id }) => id === label.id))
  const due = dueText(card)
  const done = head.statuses.find((status) => status.id === card.status.id)?.category
  const closed = done === 'DONE' || done === 'CANCELED'
  return (
    <span aria-hidden="true" className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <span className="flex min-h-5 items-center gap-1.5 text-xs leading-none text-faint">
        {card.priority !== 'NONE' && <PriorityBars priority={card.priority} />}
        <span className="font-mono">{card.ref || '…'}</span>
        {card.parent && <Icon name="branch" size={12} />}
        <span className="flex-1" />
        {card.assignedUser && <Avatar person={card.assignedUser} size={20} />}
      </span>
      <span data-title className={`line-clamp-3 leading-snug [overflow-wrap:anywhere] ${closed ? 'text-soft' : ''}`}>{card.title}</span>
      {(labels.length > 0 || due || card.commentCount > 0) && (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs leading-none text-faint">
            {labels.map((label) => (
              <LabelDot key={label.id} label={label} />
            ))}
            {due && (
              <DueMark due={card} closed={closed} icon />
            )}
            {card.commentCount > 0 && (
              <span className="inline-flex items-center gap-1">
                <Icon name="comment" size={12} />
                <span>{card.commentCount}</span>
              </span>
            )}
        </span>
      )}
    </span>
  )
}
