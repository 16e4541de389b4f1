import { Navigate, useNavigate, useParams } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'
import { useTitle } from '../app/use-title'
import { useHead } from '../board/context'
import { IconButton } from '../ui/button'
import { Loading } from '../ui/page-parts'
import { TaskContent } from './task-content'
import { useTask } from './use-task'

/** The task beside its board. On a narrow screen it covers the board. */
export function TaskPanel() {
  const { key, ref } = useParams({ from: '/signed-in/projects/$key/board/$ref' })
  const head = useHead()
  const navigate = useNavigate()
  const open = useTask(ref)
  const panel = useRef<HTMLElement>(null)
  const { task, readBy, missing, error } = open
  useTitle(task ? `${task.ref} ${task.title}` : ref)

  const close = useCallback(() => {
    const id = task?.id
    void navigate({ to: '/projects/$key', params: { key }, search: true }).then(() => {
      // Back to where one came from, as a dialog would do it.
      document.querySelector<HTMLElement>(`[data-card="${id ?? ''}"]`)?.focus()
    })
  }, [navigate, key, task?.id])

  useEffect(() => panel.current?.focus(), [ref])

  // The task has gone to another project, or is called differently there by now.
  if (task && readBy === ref && (task.project.key !== head.key || task.ref !== ref)) {
    return <Navigate to="/projects/$key/$ref" params={{ key: task.project.key, ref: task.ref }} replace />
  }
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={task ? `Task ${task.ref}` : 'Task'}
      onKeyDown={(event) => {
        // A dialog of the task closes itself.
        const inDialog = (event.target as HTMLElement).closest('dialog') !== null
        if (event.key === 'Escape' && !event.defaultPrevented && !inDialog) close()
      }}
      className="flex w-[min(34rem,46vw)] shrink-0 flex-col border-l border-line bg-surface shadow-lift outline-none max-md:absolute max-md:inset-0 max-md:z-30 max-md:w-auto"
    >
      {task && <TaskContent key={task.id} open={open} task={task} onClose={close} />}
      {!task && (
        <div className="grid gap-2 p-4">
          <IconButton icon="close" label="Close" onClick={close} className="justify-self-end" />
          {!missing && !error && <Loading />}
          {missing && <p className="text-soft">There is no task {ref}, or you may not see it.</p>}
          {error && (
            <p role="alert" className="text-danger">
              {error.message}
            </p>
          )}
        </div>
      )}
    </aside>
  )
}
