import type { Api } from '../api/client'
import { ColumnTasksDocument } from '../api/generated'
import { columnFilter, isFiltered } from './filter'
import type { Head } from './model'
import type { BoardStore } from './store'

/** How long after a failure a page is asked for again; at most twice this, so that a crowd does not come at once. */
const AGAIN = 3_000

/** Reads the pages of columns, until they are there. Answers that arrive after `abandon` are dropped. */
export class PageReader {
  #api: Api
  #store: BoardStore
  #round = 0

  constructor(api: Api, store: BoardStore) {
    this.#api = api
    this.#store = store
  }

  abandon(): void {
    this.#round++
  }

  /** Reads the next page of a column into the store, unless that is under way or nothing is left. */
  async next(column: string): Promise<void> {
    const head = this.#store.head()
    const window = this.#store.window(column)
    if (!head || window.complete || window.loading) return
    const round = this.#round
    this.#store.setWindow(column, { loading: true, failed: false })
    try {
      const take = await this.#read(column, head, window.next)
      if (round === this.#round) take.take()
    } catch {
      if (round !== this.#round) return
      this.#store.setWindow(column, { loading: false, failed: true })
      setTimeout(() => {
        // Somebody who did not want to wait may have pressed the button meanwhile.
        if (round === this.#round && this.#store.window(column).failed) void this.next(column)
      }, AGAIN * (1 + Math.random()))
    }
  }

  /** Reads the first `count` pages of a column; what is returned puts them into the store. */
  async first(column: string, count: number, head: Head): Promise<Array<() => void>> {
    const taken: Array<() => void> = []
    let after: string | null = null
    do {
      const page = await this.#read(column, head, after)
      taken.push(page.take)
      after = page.next
    } while (after && taken.length < count)
    return taken
  }

  async #read(column: string, head: Head, after: string | null): Promise<{ take: () => void; next: string | null }> {
    const asOf = this.#store.lastSeq()
    const { filter, layout } = this.#store.view()
    const status = head.statuses.find(({ id }) => id === column)
    const { tasks } = await this.#api.request(ColumnTasksDocument, {
      filter: columnFilter(head.id, status?.key ?? null, filter),
      orderBy: layout.order,
      after,
      count: isFiltered(filter) && after === null,
    })
    if (!tasks) throw new Error('The page is missing from the answer.')
    const more = { hasMore: tasks.pageInfo.hasNextPage, cursor: tasks.pageInfo.endCursor, total: tasks.totalCount }
    return {
      take: () => this.#store.takePage(column, tasks.nodes, more, asOf),
      next: tasks.pageInfo.hasNextPage ? tasks.pageInfo.endCursor : null,
    }
  }
}
