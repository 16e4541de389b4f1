import { useSyncExternalStore } from 'react'
import { useHead, useMembers, useProject, useSelection } from '../board/context'
import { dayIn } from '../board/due'
import type { Card } from '../board/model'
import { PRIORITIES, PRIORITY_NAMES, PriorityBars } from '../board/priority'
import { Avatar } from '../ui/avatar'
import { MenuChoice, MenuItem, MenuRule } from '../ui/menu'
import { type BulkEdit, dueOn, hasLabel, toAssignee, notDue, toPriority, toStatus, withLabel, withoutLabel } from './edits'

/** The chosen cards, and what changes them all. A value is checked when all of them have it. */
function useChosen() {
  const { sync, bulk } = useProject()
  const ids = useSelection()
  useSyncExternalStore(sync.store.subscribe, sync.store.revision)
  const cards = [...ids].map((id) => sync.store.card(id)).filter((card): card is Card => card !== null)
  return { cards, all: (test: (card: Card) => boolean) => cards.every(test), edit: (edit: BulkEdit) => bulk.edit(ids, edit) }
}

export function StatusChoices() {
  const { all, edit } = useChosen()
  return useHead().statuses.map((status) => (
    <MenuChoice key={status.id} checked={all((card) => card.status.id === status.id)} onSelect={() => edit(toStatus(status))}>
      <span className="size-2.5 rounded-full" style={{ background: status.color }} />
      {status.name}
    </MenuChoice>
  ))
}

export function PriorityChoices() {
  const { all, edit } = useChosen()
  return PRIORITIES.map((priority) => (
    <MenuChoice key={priority} checked={all((card) => card.priority === priority)} onSelect={() => edit(toPriority(priority))}>
      <PriorityBars priority={priority} />
      {PRIORITY_NAMES[priority]}
    </MenuChoice>
  ))
}

export function AssigneeChoices() {
  const { all, edit } = useChosen()
  const members = useMembers()
  return (
    <>
      <MenuChoice checked={all((card) => !card.assignedUser)} onSelect={() => edit(toAssignee(null))}>
        Nobody
      </MenuChoice>
      <MenuRule />
      {members
        .filter(({ user }) => !user.disabled)
        .map(({ user }) => (
          <MenuChoice key={user.id} checked={all((card) => card.assignedUser?.id === user.id)} onSelect={() => edit(toAssignee(user))}>
            <Avatar person={user} />
            {user.name}
          </MenuChoice>
        ))}
    </>
  )
}

/** Adds a label to those that lack it, or takes it off when all have it. */
export function LabelChoices() {
  const { cards, all, edit } = useChosen()
  const { labels } = useHead()
  if (labels.length === 0) return <p className="px-2.5 py-1.5 text-faint">This project has no labels yet. Its settings make them.</p>
  return labels.map((label) => {
    const everywhere = all((card) => hasLabel(card, label))
    const somewhere = cards.some((card) => hasLabel(card, label))
    return (
      <MenuChoice key={label.id} many checked={everywhere || (somewhere ? 'indeterminate' : false)} onSelect={() => edit(everywhere ? withoutLabel(label) : withLabel(label))}>
        <span className="size-2.5 rounded-full" style={{ background: label.color }} />
        {label.name}
      </MenuChoice>
    )
  })
}

/** `onOther` asks for a day that is not offered here. */
export function DueChoices({ onOther }: { onOther: () => void }) {
  const { edit } = useChosen()
  const due = (day: string) => edit(dueOn(day))
  return (
    <>
      <MenuItem onSelect={() => due(dayIn(0))}>Today</MenuItem>
      <MenuItem onSelect={() => due(dayIn(1))}>Tomorrow</MenuItem>
      <MenuItem onSelect={() => due(dayIn(7))}>In a week</MenuItem>
      <MenuItem onSelect={() => edit(notDue())}>No due date</MenuItem>
      <MenuRule />
      <MenuItem onSelect={() => onOther()}>Another day…</MenuItem>
    </>
  )
}
