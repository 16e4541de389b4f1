/** Who wants to be told of a change. `add` fits React's useSyncExternalStore. */
export class Listeners {
  #all = new Set<() => void>()

  add(listener: () => void): () => void {
    this.#all.add(listener)
    return () => this.#all.delete(listener)
  }

  tell(): void {
    for (const listener of [...this.#all]) listener()
  }
}
