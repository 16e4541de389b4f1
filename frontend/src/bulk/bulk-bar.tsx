import { useEffect, useState } from 'react'
import { announcer } from '../app/services'
import { useProject, useSelection } from '../board/context'
import { focusCard } from '../board/focus'
import { Button, IconButton } from '../ui/button'
import { BulkMenu } from './bulk-menu'
import { AssigneeChoices, DueChoices, LabelChoices, PriorityChoices, StatusChoices } from './choices'
import { dueOn, toTrash } from './edits'
import { OtherDay } from './other-day'
import { MOST } from './selection'

/** What can be done to the chosen cards, at the lower edge of the board. */
export default function BulkBar() {
  const { bulk, selection } = useProject()
  const ids = useSelection()
  const { size } = ids
  const [pickingDay, setPickingDay] = useState(false)
  const clear = () => {
    const anchor = selection.anchor()
    selection.clear()
    focusCard(anchor)
  }
  useEffect(() => announcer.say(size === 1 ? '1 task selected' : `${size} tasks selected`), [size])

  return (
    <section aria-label="Selected tasks" data-bulk-bar className="absolute inset-x-2 bottom-4 z-30 mx-auto flex w-fit max-w-full items-center gap-0.5 overflow-x-auto rounded-xl border border-edge bg-raised p-1.5 shadow-lift max-sm:bottom-2">
      <p className="flex items-center gap-2 whitespace-nowrap pl-1 pr-2 font-semibold">
        <span className="min-w-6 rounded-full bg-lane px-1.5 py-1 text-center text-xs font-bold leading-none text-on-lane">{size}</span>
        <span className="max-sm:sr-only">{size === MOST ? 'selected, the most there can be' : 'selected'}</span>
      </p>
      <BulkMenu name="Status" icon="column" shortcut="s">
        <StatusChoices />
      </BulkMenu>
      <BulkMenu name="Priority" icon="bars" shortcut="p">
        <PriorityChoices />
      </BulkMenu>
      <BulkMenu name="Assignee" icon="user" shortcut="a">
        <AssigneeChoices />
      </BulkMenu>
      <BulkMenu name="Labels" icon="tag" shortcut="l">
        <LabelChoices />
      </BulkMenu>
      <BulkMenu name="Due" icon="calendar" shortcut="d">
        <DueChoices onOther={() => setPickingDay(true)} />
      </BulkMenu>
      <Button tone="quiet" icon="trash" className="!px-2 hover:text-danger" onClick={() => bulk.edit(ids, toTrash())}>
        <span className="max-lg:sr-only">To the trash</span>
      </Button>
      <IconButton icon="close" label="Clear the selection" onClick={clear} />
      {pickingDay && <OtherDay onPick={(day) => bulk.edit(ids, dueOn(day))} onClose={() => setPickingDay(false)} />}
    </section>
  )
}
