import { Listeners } from '../api/listeners'

export interface Toast {
  readonly id: number
  readonly kind: 'info' | 'error'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

const LASTS = 7_000

/** Short messages at the edge of the page. */
export class Toasts {
  #all: readonly Toast[] = []
  #last = 0
  #timers = new Map<number, ReturnType<typeof setTimeout>>()
  #held = false
  #listeners = new Listeners()

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  readonly all = (): readonly Toast[] => this.#all

  show(kind: Toast['kind'], text: string, action?: Toast['action']): void {
    const id = ++this.#last
    this.#all = [...this.#all.slice(-2), { id, kind, text, ...(action ? { action } : {}) }]
    this.#listeners.tell()
    if (!this.#held) this.#expire(id)
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.delete(id)
    if (!this.#all.some((toast) => toast.id === id)) return
    this.#all = this.#all.filter((toast) => toast.id !== id)
    // Whoever held them has pressed its button, which is gone and will not tell of being left.
    if (this.#held) this.release()
    this.#listeners.tell()
  }

  /** Does what the newest message with an action offers. Returns whether there was one. */
  act(): boolean {
    const toast = this.#all.findLast((toast) => toast.action)
    if (!toast) return false
    this.dismiss(toast.id)
    toast.action?.run()
    return true
  }

  /** Somebody reads them, or is about to press a button: none of them goes away meanwhile. */
  hold(): void {
    this.#held = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  release(): void {
    this.#held = false
    for (const { id } of this.#all) this.#expire(id)
  }

  #expire(id: number): void {
    clearTimeout(this.#timers.get(id))
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), LASTS),
    )
  }
}
