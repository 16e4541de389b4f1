import { asApiError } from '../api/errors'
import { UnwatchTaskDocument, WatchTaskDocument } from '../api/generated'
import { client, toasts } from '../app/services'
import { useCard, useProject, useRights } from '../board/context'
import { useLookingAt, useOthersAt } from '../presence/use-presence'
import { AvatarRow } from '../ui/avatar-row'
import { Button, IconButton } from '../ui/button'
import { Comments } from './comments'
import { Description } from './description'
import { Fields } from './fields'
import { History } from './history'
import { MoreMenu } from './more-menu'
import { Relations } from './relations'
import { Subtasks } from './subtasks'
import { Title } from './title'
import type { OpenTask, TaskDetail } from './use-task'

export function TaskContent({ open, task, onClose }: { open: OpenTask; task: TaskDetail; onClose: () => void }) {
  const { actions } = useProject()
  const { edit } = useRights()
  const card = useCard(task.id) ?? task
  const editable = edit && !task.deletedAt
  const others = useOthersAt(task.id)
  useLookingAt(task.id)

  const watch = async () => {
    try {
      await (task.watchedByMe ? client.request(UnwatchTaskDocument, { id: task.id }) : client.request(WatchTaskDocument, { id: task.id }))
      await open.reload()
    } catch (reason) {
      toasts.show('error', asApiError(reason).message)
    }
  }

  return (
    <>
      <header className="flex items-center gap-1 border-b border-line py-1.5 pl-5 pr-2">
        <span className="font-mono font-semibold text-soft">{task.ref}</span>
        <span className="flex-1 pl-2">
          <AvatarRow people={others} label="Also looking at this task" />
        </span>
        <Button tone="quiet" icon="eye" aria-pressed={task.watchedByMe} onClick={() => void watch()} className={task.watchedByMe ? 'text-link!' : ''}>
          {task.watchedByMe ? 'Watching' : 'Watch'}
        </Button>
        <MoreMenu task={task} editable={editable} />
        {editable && (
          <IconButton
            icon="trash"
            label="Delete task"
            onClick={() => {
              actions.remove(task.id)
              onClose()
            }}
          />
        )}
        <IconButton icon="close" label="Close task" onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-8 pt-4">
        {task.deletedAt && (
          <p className="mb-3 flex items-center gap-3 rounded-md bg-danger-tint px-3 py-2">
            <span className="flex-1">This task is in the trash.</span>
            {edit && <Button onClick={() => actions.restore(task.id)}>Restore</Button>}
          </p>
        )}
        <Title open={open} task={task} card={card} editable={editable} />
        <Fields open={open} task={task} card={card} editable={editable} />
        <Description open={open} task={task} editable={editable} />
        <Subtasks task={task} editable={editable} />
        <Relations open={open} task={task} editable={editable} />
        <Comments open={open} task={task} />
        <History taskId={task.id} events={open.events} />
      </div>
    </>
  )
}
