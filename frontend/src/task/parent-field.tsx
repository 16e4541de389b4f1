import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useHead, useProject } from '../board/context'
import { IconButton } from '../ui/button'
import { PickTask } from './pick-task'
import type { OpenTask, TaskDetail } from './use-task'

/** The task that this one is part of. */
export function ParentField({ open, task, editable }: { open: OpenTask; task: TaskDetail; editable: boolean }) {
  const { actions } = useProject()
  const head = useHead()
  const [picking, setPicking] = useState(false)
  const { parent } = task

  const put = async (parentId: string | null) => {
    setPicking(false)
    await actions.update(task.id, { parent: parentId ? { id: parentId } : null }, { parentId })
    await open.reload()
  }

  if (picking) {
    const without = new Set([task.id, ...task.subtasks.map(({ id }) => id), ...(parent ? [parent.id] : [])])
    return <PickTask label="Parent" projectKey={head.key} projectId={head.id} without={without} onPick={({ id }) => void put(id)} onClose={() => setPicking(false)} />
  }
  return (
    <span className="flex min-h-8 items-center gap-1">
      {parent ? (
        <Link to="/projects/$key/$ref" params={{ key: head.key, ref: parent.ref }} search className="min-w-0 truncate font-semibold text-link hover:underline">
          {parent.ref} {parent.title}
        </Link>
      ) : editable ? (
        <button type="button" aria-label="Parent: None" onClick={() => setPicking(true)} className="-ml-2 min-h-8 rounded-md border border-transparent px-2 text-faint hover:border-line">
          None
        </button>
      ) : (
        <span className="text-faint">None</span>
      )}
      {parent && editable && (
        <>
          <IconButton icon="pencil" label="Choose another parent" className="!size-7" onClick={() => setPicking(true)} />
          <IconButton icon="close" label="Take it out of its parent" className="!size-7" onClick={() => void put(null)} />
        </>
      )}
    </span>
  )
}
