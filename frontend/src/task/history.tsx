import { useEffect, useState } from 'react'
import { asApiError } from '../api/errors'
import { TaskHistoryDocument, type TaskHistoryQuery } from '../api/generated'
import { client, toasts } from '../app/services'
import { Ago } from '../ui/ago'
import { Button } from '../ui/button'
import { eventSentence } from './event-sentence'

type Entry = NonNullable<TaskHistoryQuery['task']>['events']['nodes'][number]

/** What happened to a task, newest first; read when it is opened. */
export function History({ taskId, events }: { taskId: string; events: number }) {
  const [open, setOpen] = useState(false)
  const [entries, setEntries] = useState<readonly Entry[]>([])
  const [before, setBefore] = useState<string | null>(null)

  useEffect(() => {
    if (!open) return
    let current = true
    client.request(TaskHistoryDocument, { id: taskId, before: null }).then(
      ({ task }) => {
        if (!current || !task) return
        setEntries(task.events.nodes.toReversed())
        setBefore(task.events.pageInfo.hasPreviousPage ? task.events.pageInfo.startCursor : null)
      },
      (reason) => current && toasts.show('error', asApiError(reason).message),
    )
    return () => {
      current = false
    }
  }, [open, taskId, events])

  const showMore = async () => {
    const { task } = await client.request(TaskHistoryDocument, { id: taskId, before })
    if (!task) return
    setEntries([...entries, ...task.events.nodes.toReversed()])
    setBefore(task.events.pageInfo.hasPreviousPage ? task.events.pageInfo.startCursor : null)
  }

  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer font-semibold text-soft">History</summary>
      <ol aria-label="History" className="mt-3 grid gap-2 border-l-2 border-dashed border-edge pl-4">
        {entries.map((entry) => (
          <li key={entry.id} className="text-soft">
            <span className="font-semibold text-ink">{entry.actor?.name ?? 'Somebody'}</span> {eventSentence(entry)}{' '}
            <span className="text-faint">
              <Ago at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
      {before && (
        <Button className="mt-3" onClick={() => void showMore()}>
          Earlier
        </Button>
      )}
    </details>
  )
}
