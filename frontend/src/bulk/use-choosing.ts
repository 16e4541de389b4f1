import type { MouseEvent } from 'react'
import { useProject, useRights, useSelected } from '../board/context'

/**
 * For what shows a task and opens it when it is clicked: with Ctrl or Cmd a click chooses the task instead, with
 * Shift all up to it. A finger has neither key: once a card is chosen, a tap chooses more of them.
 */
export function useChoosing(id: string): { readonly selected: boolean; readonly onClick: (event: MouseEvent) => void } {
  const { selection } = useProject()
  const { edit } = useRights()
  const selected = useSelected(id)
  const onClick = (event: MouseEvent) => {
    if (!edit) return
    const byTouch = (event.nativeEvent as PointerEvent).pointerType === 'touch' && selection.ids().size > 0
    if (event.shiftKey) selection.extendTo(id)
    else if (event.ctrlKey || event.metaKey || byTouch) selection.toggle(id)
    else return
    event.preventDefault()
  }
  return { selected, onClick }
}
