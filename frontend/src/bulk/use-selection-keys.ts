import { useEffect } from 'react'
import { toasts } from '../app/services'
import type { Project } from '../board/context'
import { focusCard } from '../board/focus'
import { DIRECTIONS, isTyping, neighbourByKey } from '../board/keyboard'

/**
 * Keys for changing several cards: `x` chooses the focused one, Shift and an arrow one more, Escape none. While some
 * are chosen, a letter opens a menu of the bar. Ctrl or Cmd and `z` takes the last change back.
 */
export function useSelectionKeys(project: Project, edit: boolean): void {
  useEffect(() => {
    if (!edit) return
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.defaultPrevented || event.altKey || isTyping(target)) return
      const done = event.ctrlKey || event.metaKey ? event.key === 'z' && !event.shiftKey && toasts.act() : choose(project, event, target)
      if (done) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [project, edit])
}

/** Does what a key asks for. Returns whether it means anything here. */
function choose({ sync, selection }: Project, { key, shiftKey }: KeyboardEvent, target: HTMLElement): boolean {
  const id = target.dataset.card
  if (id && key === 'x') {
    selection.toggle(id)
    return true
  }
  const direction = DIRECTIONS[key]
  if (id && shiftKey && (direction === 'up' || direction === 'down')) {
    if (!selection.has(id)) selection.toggle(id)
    const next = neighbourByKey(sync.store, id, direction)
    if (next) selection.extendTo(next)
    focusCard(next)
    return true
  }
  if (selection.ids().size === 0) return false
  if (key === 'Escape' && !target.closest('aside')) {
    const anchor = selection.anchor()
    selection.clear()
    focusCard(anchor)
    return true
  }
  const menu = /^[a-z]$/.test(key) ? document.querySelector<HTMLElement>(`[data-bulk="${key}"]`) : null
  menu?.click()
  return menu !== null
}
