import { FindTasksDocument, type TaskFilter, type TaskOrder, type TaskRowFragment } from '../api/generated'
import { type Pages, usePages } from '../app/use-pages'

/** Tasks that pass a filter, page by page. A null filter finds nothing. */
export function useTaskPages(filter: TaskFilter | null, orderBy: TaskOrder): Pages<TaskRowFragment> {
  return usePages(FindTasksDocument, filter && { filter, orderBy }, ({ tasks }) => tasks)
}
