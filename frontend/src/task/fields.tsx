import { useHead, useMembers, useProject } from '../board/context'
import { dueDay, startDay, startsLate } from '../board/due'
import { LabelDot } from '../board/label-dot'
import type { Card } from '../board/model'
import { PRIORITIES, PRIORITY_NAMES, PriorityBars } from '../board/priority'
import { Avatar } from '../ui/avatar'
import { AvatarRow } from '../ui/avatar-row'
import { MenuChoice, MenuHeading, MenuRule } from '../ui/menu'
import { DateField } from './date-field'
import { Pick, Row } from './field-row'
import { LabelChoices } from './label-choices'
import { ParentField } from './parent-field'
import type { OpenTask, TaskDetail } from './use-task'

/** What a task is besides its texts, each part with the menu or field that changes it. */
export function Fields({ open, task, card, editable }: { open: OpenTask; task: TaskDetail; card: Card; editable: boolean }) {
  const { actions } = useProject()
  const head = useHead()
  const members = useMembers()
  const status = head.statuses.find((status) => status.id === card.status.id)
  const labels = head.labels.filter((label) => card.labels.some(({ id }) => id === label.id))

  const start = (startOn: string | null) => void actions.update(task.id, { startOn, startAt: null }, startOn ? { startOn } : { startOn: null, startAt: null })
  const due = (dueOn: string | null) => void actions.update(task.id, { dueOn, dueAt: null }, dueOn ? { dueOn } : { dueOn: null, dueAt: null })

  return (
    <dl className="mb-5 grid grid-cols-[6.5rem_minmax(0,1fr)] gap-y-0.5">
      <Row name="Status">
        <Pick
          name="Status"
          value={status?.name ?? ''}
          editable={editable}
          face={
            <>
              <span className="size-2.5 shrink-0 rounded-full" style={{ background: status?.color }} />
              {status?.name}
            </>
          }
        >
          {head.statuses.map((other) => (
            <MenuChoice
              key={other.id}
              checked={other.id === card.status.id}
              onSelect={() => other.id !== card.status.id && actions.move(task.id, { status: other, after: null, before: null })}
            >
              <span className="size-2.5 rounded-full" style={{ background: other.color }} />
              {other.name}
            </MenuChoice>
          ))}
        </Pick>
      </Row>
      <Row name="Priority">
        <Pick
          name="Priority"
          value={PRIORITY_NAMES[card.priority]}
          editable={editable}
          face={
            <>
              <PriorityBars priority={card.priority} />
              {PRIORITY_NAMES[card.priority]}
            </>
          }
        >
          {PRIORITIES.map((priority) => (
            <MenuChoice key={priority} checked={priority === card.priority} onSelect={() => void actions.update(task.id, { priority }, { priority })}>
              <PriorityBars priority={priority} />
              {PRIORITY_NAMES[priority]}
            </MenuChoice>
          ))}
        </Pick>
      </Row>
      <Row name="Assignee">
        <Pick
          name="Assignee"
          value={card.assignedUser?.name ?? 'Nobody'}
          editable={editable}
          face={
            card.assignedUser ? (
              <>
                <Avatar person={card.assignedUser} />
                {card.assignedUser.name}
              </>
            ) : (
              <span className="text-faint">Nobody</span>
            )
          }
        >
          <MenuChoice checked={!card.assignedUser} onSelect={() => void actions.update(task.id, { assignedUser: null }, { assignedUserId: null })}>
            Nobody
          </MenuChoice>
          <MenuRule />
          {members.map(({ user }) => (
            <MenuChoice
              key={user.id}
              checked={user.id === card.assignedUser?.id}
              onSelect={() => void actions.update(task.id, { assignedUser: { id: user.id, name: user.name } }, { assignedUserId: user.id })}
            >
              <Avatar person={user} />
              {user.name}
            </MenuChoice>
          ))}
        </Pick>
      </Row>
      <Row name="Labels">
        <Pick
          name="Labels"
          value={labels.map((label) => label.name).join(', ') || 'None'}
          editable={editable}
          face={labels.length > 0 ? labels.map((label) => <LabelDot key={label.id} label={label} />) : <span className="text-faint">None</span>}
        >
          <MenuHeading>Labels</MenuHeading>
          <LabelChoices taskId={task.id} card={card} />
        </Pick>
      </Row>
      <Row name="Start">
        <DateField label="Start date" day={startDay(card)} editable={editable} onChange={start} />
      </Row>
      <Row name="Due">
        <DateField label="Due date" day={dueDay(card)} editable={editable} onChange={due} />
        {startsLate(card) && <p className="text-warn">It starts after it is due.</p>}
      </Row>
      <Row name="Parent">
        <ParentField open={open} task={task} editable={editable} />
      </Row>
      <Row name="Watchers">
        <span className="flex min-h-8 items-center">
          {task.watchers.length > 0 ? <AvatarRow people={task.watchers} label="Watchers" most={8} /> : <span className="text-faint">Nobody</span>}
        </span>
      </Row>
      <Row name="Made by">
        <span className="flex min-w-0 items-center gap-2 py-1">
          <Avatar person={task.createdBy} />
          <span className="truncate">{task.createdBy.name}</span>
          <span className="shrink-0 text-faint">on {new Date(task.createdAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}</span>
        </span>
      </Row>
    </dl>
  )
}
