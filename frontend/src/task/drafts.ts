import { Listeners } from '../api/listeners'

const PREFIX = 'tasklane.draft/'

/**
 * Texts that were begun and neither sent nor given up, by what they are for. They outlive the field that they are
 * typed in, so that whoever looks up another card meanwhile finds them again; in the tab's storage also the page.
 */
export class Drafts {
  #storage: Storage | null
  #known = new Map<string, unknown>()
  #listeners = new Listeners()

  /** Without a storage drafts last until the page is left. */
  constructor(storage: Storage | null) {
    this.#storage = storage
  }

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)

  /** The same object until another is kept. */
  read<Draft>(place: string): Draft | null {
    if (!this.#known.has(place)) this.#known.set(place, this.#stored(place))
    return this.#known.get(place) as Draft | null
  }

  /** Keeps a draft in its place; null empties it. */
  keep(place: string, draft: unknown): void {
    this.#known.set(place, draft)
    try {
      if (draft === null) this.#storage?.removeItem(PREFIX + place)
      else this.#storage?.setItem(PREFIX + place, JSON.stringify(draft))
    } catch {
      // The storage is full: the draft is still in memory.
    }
    this.#listeners.tell()
  }

  /** Leaves nothing behind for whoever uses the tab next. */
  clear(): void {
    this.#known.clear()
    for (const key of Object.keys(this.#storage ?? {})) if (key.startsWith(PREFIX)) this.#storage?.removeItem(key)
    this.#listeners.tell()
  }

  #stored(place: string): unknown {
    const text = this.#storage?.getItem(PREFIX + place)
    try {
      return text ? (JSON.parse(text) as unknown) : null
    } catch {
      return null
    }
  }
}

/** The storage of this tab; null where the browser gives none. */
export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}
