import { useState } from 'react'
import { announcer, toasts } from '../app/services'
import { IconButton } from '../ui/button'
import { Menu, MenuItem } from '../ui/menu'
import { MoveAcross } from './move-across'
import type { TaskDetail } from './use-task'

/** What is done to a task less often. */
export function MoreMenu({ task, editable }: { task: TaskDetail; editable: boolean }) {
  const [moving, setMoving] = useState(false)
  const copy = async () => {
    const address = `${location.origin}/projects/${task.project.key}/${task.ref}`
    try {
      await navigator.clipboard.writeText(address)
      announcer.say('Copied the address')
      toasts.show('info', `The address of ${task.ref} is in the clipboard.`)
    } catch {
      // Without https there is no clipboard to write to.
      toasts.show('info', address)
    }
  }
  return (
    <>
      <Menu align="end" label={`More of ${task.ref}`} trigger={<IconButton icon="more" label="More" />}>
        <MenuItem icon="list" onSelect={() => void copy()}>
          Copy the address
        </MenuItem>
        {editable && (
          <MenuItem icon="right" onSelect={() => setMoving(true)}>
            Move to another project…
          </MenuItem>
        )}
      </Menu>
      {moving && <MoveAcross task={task} onClose={() => setMoving(false)} />}
    </>
  )
}
