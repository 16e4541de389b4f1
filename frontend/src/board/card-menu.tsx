import { announcer } from '../app/services'
import { IconButton } from '../ui/button'
import { Menu, MenuHeading, MenuItem, MenuRule } from '../ui/menu'
import { useHead, useProject, useSelected } from './context'
import type { Card, Status } from './model'
import { placeInColumn } from './place'

/** Moves a card without dragging, and deletes it. */
export function CardMenu({ card }: { card: Card }) {
  return (
    <div className={`absolute top-1.5 ${card.assignedUser ? 'right-9' : 'right-1.5'} opacity-0 focus-within:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 has-[[data-state=open]]:opacity-100 [@media(hover:none)]:opacity-100`}>
      <Menu align="end" label={`Move ${card.ref}`} trigger={<IconButton icon="more" label={`Move ${card.ref}`} className="!size-6 bg-surface/80" />}>
        <Moves card={card} />
      </Menu>
    </div>
  )
}

function Moves({ card }: { card: Card }) {
  const { sync, actions, selection } = useProject()
  const selected = useSelected(card.id)
  const head = useHead()
  const { ids } = sync.store.column(card.status.id)
  const own = head.statuses.find((status) => status.id === card.status.id)

  const move = (status: Status, end: 'top' | 'bottom') => {
    const others = sync.store.column(status.id).ids.filter((id) => id !== card.id)
    actions.move(card.id, placeInColumn(status, others, end === 'top' ? 0 : others.length))
    announcer.say(`Moved ${card.title} to ${status.name}`)
  }

  return (
    <>
      <MenuItem icon={selected ? 'minus' : 'check'} onSelect={() => selection.toggle(card.id)}>
        {selected ? 'Deselect' : 'Select'}
      </MenuItem>
      <MenuRule />
      {own && ids.length > 1 && (
        <>
          <MenuItem icon="up" disabled={ids[0] === card.id} onSelect={() => move(own, 'top')}>
            To the top
          </MenuItem>
          <MenuItem icon="down" disabled={ids.at(-1) === card.id} onSelect={() => move(own, 'bottom')}>
            To the bottom
          </MenuItem>
          <MenuRule />
        </>
      )}
      <MenuHeading>Move to</MenuHeading>
      {head.statuses
        .filter((status) => status.id !== card.status.id)
        .map((status) => (
          <MenuItem key={status.id} onSelect={() => move(status, 'top')}>
            {status.name}
          </MenuItem>
        ))}
      <MenuRule />
      <MenuItem icon="trash" danger onSelect={() => actions.remove(card.id)}>
        Delete
      </MenuItem>
    </>
  )
}
