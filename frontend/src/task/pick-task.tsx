import { lazy, Suspense } from 'react'
import type { TaskPickerProps } from '../search/task-picker'

const TaskPicker = lazy(() => import('../search/task-picker'))

/** The field that finds a task, loaded when somebody looks for one. */
export function PickTask(props: TaskPickerProps) {
  return (
    <Suspense fallback={<div className="h-9 rounded-md border border-edge" />}>
      <TaskPicker {...props} />
    </Suspense>
  )
}
