import { toasts } from '../app/services'
import { ticked } from '../markdown/tick'
import { type Guarded, saveGuarded, type Versioned } from './save-guarded'

/** Ticks a box of a checklist in a text, or takes its mark off again, without overwriting what others wrote meanwhile. */
export function useTicks(current: Versioned, guarded: Guarded): (index: number) => Promise<void> {
  return async (index) => {
    const text = ticked(current.text, index)
    if (text === null) return toasts.show('error', 'This box can only be ticked in the text: edit the description.')
    const outcome = await saveGuarded(text, current, guarded)
    if (outcome.kind === 'conflict') toasts.show('error', 'The description has just been changed by somebody else. Look at it, then tick the box again.')
    if (outcome.kind === 'refused') toasts.show('error', outcome.message)
  }
}
