import { useCallback, useEffect, useRef, useState } from 'react'
import { type ApiError, asApiError } from '../api/errors'
import { TaskDetailDocument, type TaskDetailQuery } from '../api/generated'
import { client } from '../app/services'
import { useAgain } from '../app/use-again'
import { useProject } from '../board/context'

export type TaskDetail = NonNullable<TaskDetailQuery['task']>

export interface OpenTask {
  readonly task: TaskDetail | null
  /** The reference that `task` was read by: for a moment still the one before. */
  readonly readBy: string | null
  /** The answer was that there is no such task. */
  readonly missing: boolean
  readonly error: ApiError | null
  /** Name of the person whose event brought the newest state. */
  readonly changedBy: string | null
  /** Grows with every event about this task. */
  readonly events: number
  readonly reload: () => Promise<TaskDetail | null>
}

const SETTLE = 120

/** One task with its comments, read again whenever the project's log mentions it. */
export function useTask(ref: string): OpenTask {
  const { sync } = useProject()
  const [state, setState] = useState<Pick<OpenTask, 'task' | 'readBy' | 'missing' | 'error'>>({ task: null, readBy: null, missing: false, error: null })
  const [changed, setChanged] = useState<{ by: string | null; events: number }>({ by: null, events: 0 })
  const round = useRef(0)
  const id = state.task?.id ?? null

  const reload = useCallback(async () => {
    const mine = ++round.current
    try {
      const { task } = await client.request(TaskDetailDocument, { ref })
      // A later reading is under way and will be shown instead; this one still answers who asked for it.
      if (mine !== round.current) return task
      // The board learns of a task that it has not loaded, so that changes made here show there too.
      if (task && task.project.id === sync.store.head()?.id) sync.store.takeAnswer(task)
      setState({ task, readBy: ref, missing: task === null, error: null })
      return task
    } catch (reason) {
      if (mine === round.current) setState((state) => ({ ...state, error: asApiError(reason) }))
      return null
    }
  }, [ref, sync])

  useEffect(() => {
    void reload()
    return () => {
      round.current++
    }
  }, [reload])

  useAgain(state.error, reload)

  // Kept across drawings: a reading that was asked for before an event must not cancel the one that the event asks for.
  const settling = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(settling.current), [ref])

  useEffect(() => {
    const stop = sync.follow((event) => {
      const related = event.taskId === id || event.task?.parent?.id === id || state.task?.subtasks.some((subtask) => subtask.id === event.taskId)
      if (!id || !related) return
      setChanged(({ events }) => ({ by: event.actor?.name ?? null, events: events + 1 }))
      clearTimeout(settling.current)
      settling.current = setTimeout(() => void reload(), SETTLE)
    })
    return stop
  }, [sync, id, state.task, reload])

  return { ...state, changedBy: changed.by, events: changed.events, reload }
}
