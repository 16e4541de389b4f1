import { attachClosestEdge, type Edge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Link } from '@tanstack/react-router'
import { memo, useEffect, useRef, useState } from 'react'
import { useChoosing } from '../bulk/use-choosing'
import { CardViewers } from '../presence/card-viewers'
import { useOthersAt } from '../presence/use-presence'
import { Icon } from '../ui/icon'
import { CardFace } from './card-face'
import { CardMenu } from './card-menu'
import { cardName } from './card-name'
import { useCard, useHead, useRights } from './context'
import { cardData, isCardData } from './drag-data'

/** One card: a link that opens the task, can be dragged, and is moved with Alt and the arrow keys. */
export const CardView = memo(function CardView({ id }: { id: string }) {
  const card = useCard(id)
  const head = useHead()
  const { edit } = useRights()
  const viewers = useOthersAt(id)
  const { selected, onClick } = useChoosing(id)
  const link = useRef<HTMLAnchorElement>(null)
  const [edge, setEdge] = useState<Edge | null>(null)
  const [held, setHeld] = useState(false)
  const statusId = card?.status.id
  const made = (card?.version ?? 0) > 0

  useEffect(() => {
    const element = link.current
    if (!element || !statusId) return
    return combine(
      draggable({
        element,
        canDrag: () => edit && made,
        getInitialData: () => cardData({ id, statusId }),
        onDragStart: () => setHeld(true),
        onDrop: () => setHeld(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => isCardData(source.data),
        getData: ({ input, element }) => attachClosestEdge(cardData({ id, statusId }), { input, element, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self, source }) => setEdge(isCardData(source.data) && source.data.id === id ? null : extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: () => setEdge(null),
      }),
    )
  }, [id, statusId, edit, made])

  if (!card) return null
  const name = cardName(card, head, { viewers, selected })
  const look = `block select-none rounded-card border border-line bg-surface px-2.5 pb-2 pt-2 shadow-card transition-[border-color,opacity] hover:border-edge focus-visible:outline-offset-0 data-[status=active]:border-link data-[status=active]:bg-tint ${held ? 'opacity-40' : ''} ${made ? '' : 'opacity-60'} ${selected ? 'border-lane! ring-1 ring-lane' : ''}`
  return (
    <div className="group relative">
      {edge && <div aria-hidden="true" className={`absolute inset-x-0.5 z-10 h-[3px] rounded-full bg-lane ${edge === 'top' ? '-top-[4.5px]' : '-bottom-[4.5px]'}`} />}
      {made ? (
        <Link ref={link} to="/projects/$key/$ref" params={{ key: head.key, ref: card.ref }} search data-card={id} aria-label={name} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight x" preload={false} onClick={onClick} className={look}>
          <CardFace card={card} head={head} />
        </Link>
      ) : (
        <div className={look} aria-label={name}>
          <CardFace card={card} head={head} />
        </div>
      )}
      {selected && <SelectedMark />}
      <CardViewers people={viewers} />
      {edit && made && <CardMenu card={card} />}
    </div>
  )
})

/** Says without colour that a card is chosen. */
function SelectedMark() {
  return (
    <span aria-hidden="true" className="pointer-events-none absolute -left-1.5 -top-1.5 z-10 grid size-[18px] place-items-center rounded-full bg-lane text-on-lane">
      <Icon name="check" size={12} />
    </span>
  )
}
