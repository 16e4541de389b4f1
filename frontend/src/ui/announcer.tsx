import { useSyncExternalStore } from 'react'
import { Listeners } from '../api/listeners'

/** Says something to people who use a screen reader. */
export class Announcer {
  #text = ''
  #listeners = new Listeners()

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  readonly text = (): string => this.#text

  say(text: string): void {
    // The same words twice would not be read again: a space that nobody hears makes them differ.
    this.#text = text === this.#text ? `${text}\u00a0` : text
    this.#listeners.tell()
  }
}

export function Announcements({ announcer }: { announcer: Announcer }) {
  const text = useSyncExternalStore(announcer.subscribe, announcer.text)
  return (
    <div aria-live="assertive" aria-atomic="true" className="sr-only">
      {text}
    </div>
  )
}
