import { useEffect, useState } from 'react'
import { TaskByRefDocument, type TaskFilter, type TaskRowFragment, TasksByWordsDocument } from '../api/generated'
import { client } from '../app/services'
import { referenceIn } from './reference'

interface Options {
  /** The project whose tasks may be named by their number alone. */
  readonly projectKey?: string | undefined
  /** The only project to search in. */
  readonly projectId?: string | undefined
  /** Offers the tasks that were changed last while nothing has been typed. */
  readonly latest?: boolean
}

export interface TaskSearch {
  /** The answer to the last text that was answered: kept while the next one is on its way. */
  readonly tasks: readonly TaskRowFragment[]
  readonly searching: boolean
  /** No answer came. */
  readonly failed: boolean
}

const PAUSE = 150

/** Finds a few tasks by reference or by words while somebody types. */
export function useTaskSearch(text: string, { projectKey, projectId, latest = false }: Options): TaskSearch {
  const [state, setState] = useState<TaskSearch>({ tasks: [], searching: false, failed: false })
  const words = text.trim()
  const wanted = words !== '' || latest
  useEffect(() => {
    if (!wanted) return setState({ tasks: [], searching: false, failed: false })
    const abort = new AbortController()
    setState(({ tasks }) => ({ tasks, searching: true, failed: false }))
    const timer = setTimeout(() => {
      find(words, projectKey, projectId, abort.signal).then(
        (tasks) => !abort.signal.aborted && setState({ tasks, searching: false, failed: false }),
        () => !abort.signal.aborted && setState({ tasks: [], searching: false, failed: true }),
      )
    }, words === '' ? 0 : PAUSE)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [words, wanted, projectKey, projectId])
  return state
}

async function find(words: string, projectKey: string | undefined, projectId: string | undefined, signal: AbortSignal): Promise<TaskRowFragment[]> {
  const ref = referenceIn(words, projectKey)
  const filter: TaskFilter = { ...(words ? { text: words } : {}), ...(projectId ? { projectIds: [projectId] } : {}) }
  const [named, found] = await Promise.all([
    ref ? client.request(TaskByRefDocument, { ref }, { signal }) : null,
    client.request(TasksByWordsDocument, { filter }, { signal }),
  ])
  const task = named?.task
  const first = task && !task.deletedAt && (!projectId || task.project.id === projectId) ? [task] : []
  return [...first, ...(found.tasks?.nodes ?? []).filter(({ id }) => id !== task?.id)]
}
