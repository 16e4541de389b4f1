import { Listeners } from '../api/listeners'
import type { BoardStore } from '../board/store'

/** How many tasks the server changes at once. */
export const MOST = 100

const NONE: ReadonlySet<string> = new Set()

/** The cards that are chosen to be changed together. One that leaves the board, or what is shown of it, is chosen no more. */
export class Selection {
  #store: BoardStore
  #ids = NONE
  /** Where a range begins: the card that was chosen last. */
  #anchor: string | null = null
  #listeners = new Listeners()

  constructor(store: BoardStore) {
    this.#store = store
    store.subscribe(() => this.#follow())
  }

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  /** The set stays the same until the choice changes. */
  readonly ids = (): ReadonlySet<string> => this.#ids
  readonly has = (id: string): boolean => this.#ids.has(id)
  readonly anchor = (): string | null => this.#anchor

  toggle(id: string): void {
    if (this.#ids.has(id)) this.#set([...this.#ids].filter((other) => other !== id))
    else this.#add([id])
    this.#anchor = id
  }

  /** Adds the cards from the anchor to this one, or this one alone when they do not stand in one column. */
  extendTo(id: string): void {
    const { ids } = this.#store.column(this.#store.columnOf(id) ?? '')
    const from = this.#anchor === null ? -1 : ids.indexOf(this.#anchor)
    const to = ids.indexOf(id)
    this.#add(from < 0 || to < 0 ? [id] : from < to ? ids.slice(from, to + 1) : ids.slice(to, from + 1).toReversed())
    if (from < 0 || to < 0) this.#anchor = id
  }

  clear(): void {
    this.#anchor = null
    if (this.#ids.size > 0) this.#set([])
  }

  #add(ids: readonly string[]): void {
    // A draft is not a task yet.
    const real = ids.filter((id) => (this.#store.card(id)?.version ?? 0) > 0)
    this.#set([...new Set([...this.#ids, ...real])].slice(0, MOST))
  }

  #follow(): void {
    const left = [...this.#ids].filter((id) => this.#store.columnOf(id))
    if (left.length < this.#ids.size) this.#set(left)
  }

  #set(ids: readonly string[]): void {
    this.#ids = ids.length > 0 ? new Set(ids) : NONE
    this.#listeners.tell()
  }
}
