import { useEffect } from 'react'
import { announcer } from '../app/services'
import type { Project } from './context'
import { focusCard, keepFocus } from './focus'
import { DIRECTIONS, isTyping, moveByKey, neighbourByKey } from './keyboard'

/**
 * Keys on a focused card: arrows walk from card to card, Alt and an arrow take the card along. `n` anywhere on the
 * board starts a new task.
 */
export function useBoardKeys(project: Project, edit: boolean, onCompose: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return
      const target = event.target as HTMLElement
      const direction = DIRECTIONS[event.key]
      const id = target.dataset.card
      if (direction && id) {
        event.preventDefault()
        if (!event.altKey) return focusCard(neighbourByKey(project.sync.store, id, direction))
        if (project.sync.store.layout().kind !== 'board') return announcer.say('Tasks are moved on the board.')
        if (!edit) return announcer.say('You may look at this board but not change it.')
        const moved = moveByKey(project.sync.store, id, direction)
        if (!moved) return announcer.say('It cannot go further that way.')
        project.actions.move(id, moved.target)
        announcer.say(moved.told)
        keepFocus(id)
      } else if (event.key === 'n' && edit && !event.altKey && !isTyping(target)) {
        event.preventDefault()
        onCompose()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [project, edit, onCompose])
}
