import type { Layout } from './layout'
import type { BoardEvent, Card, ColumnView, Status } from './model'
import { findIndex, type Place } from './order'
import { type ColumnWindow, UNLOADED } from './windows'

const EMPTY: ColumnView = { ids: [], count: 0, complete: false, loading: false, failed: false }

/** The cards of a project, sorted into the columns of a layout. Knows nothing of where they come from. */
export class Columns {
  readonly layout: Layout
  #cards = new Map<string, Card>()
  /** Ids of the shown cards by column, in order. Arrays are replaced, never changed. */
  #lists = new Map<string, readonly string[]>()
  #listed = new Map<string, { readonly column: string; readonly place: Place }>()
  #windows = new Map<string, ColumnWindow>()
  /** By status, of everything that there is. */
  #counts: Map<string, number>
  /** By column, of what passes the filter. */
  #totals = new Map<string, number>()
  #views = new Map<string, ColumnView>()

  constructor(layout: Layout, counts: ReadonlyMap<string, number> = new Map()) {
    this.layout = layout
    this.#counts = new Map(counts)
  }

  /** The same cards' counts in another layout. */
  laidOut(layout: Layout): Columns {
    return new Columns(layout, this.#counts)
  }

  card(id: string): Card | null {
    return this.#cards.get(id) ?? null
  }

  /** The column in which a card is shown, in sight or not. */
  columnOf(id: string): string | null {
    return this.#listed.get(id)?.column ?? null
  }

  window(column: string): ColumnWindow {
    return this.#windows.get(column) ?? UNLOADED
  }

  view(column: string): ColumnView {
    let view = this.#views.get(column)
    if (!view) {
      view = this.#draw(column)
      this.#views.set(column, view)
    }
    return view
  }

  put(id: string, card: Card | null, shown: boolean): void {
    const listed = this.#listed.get(id)
    const column = card && this.layout.columnFor(card.status.id)
    const place = card && this.layout.placeOf(card)
    if (listed && (!place || !shown || listed.column !== column || listed.place.position !== place.position)) {
      const list = this.#list(listed.column)
      this.#replace(listed.column, list.toSpliced(this.#indexOf(list, listed.place), 1))
      this.#listed.delete(id)
    }
    if (card) this.#cards.set(id, card)
    else this.#cards.delete(id)
    if (column && place && shown && !this.#listed.has(id)) {
      this.#listed.set(id, { column, place })
      const list = this.#list(column)
      this.#replace(column, list.toSpliced(this.#indexOf(list, place), 0, id))
    }
  }

  /** The last of several cards and of a place before them. */
  last(cards: readonly Card[], before: Place | null): Place | null {
    return cards.map(this.layout.placeOf).reduce<Place | null>((last, place) => (last && this.layout.compare(last, place) > 0 ? last : place), before)
  }

  setWindow(column: string, window: ColumnWindow): void {
    this.#windows.set(column, window)
    this.#views.delete(column)
  }

  forgetWindows(): void {
    this.#windows.clear()
    this.#totals.clear()
    this.#views.clear()
  }

  setCounts(counts: ReadonlyMap<string, number>): void {
    this.#counts = new Map(counts)
    this.#views.clear()
  }

  setTotal(column: string, total: number): void {
    this.#totals.set(column, total)
    this.#views.delete(column)
  }

  /** Follows the counts when a known card changes its column or goes to the trash. `before` is null for a new one. */
  countMove(before: Card | null, after: Card): void {
    if (before && !before.deletedAt) this.#count(before.status.id, -1)
    if (!after.deletedAt) this.#count(after.status.id, 1)
  }

  /** Follows the counts for a card that has not been loaded, by what the event says of its column. */
  countUnseen(event: BoardEvent, task: { readonly status: Pick<Status, 'id'>; readonly deletedAt: string | null }): void {
    const arrived = event.type === 'TASK_CREATED' || event.type === 'TASK_RESTORED' || event.type === 'TASK_MOVED_IN'
    if (arrived) this.#count(task.status.id, 1)
    else if (event.type === 'TASK_DELETED') this.#count(task.status.id, -1)
  }

  readonly #placeOf = (id: string): Place => this.#listed.get(id)?.place ?? { id, position: '' }

  #indexOf(list: readonly string[], place: Place): number {
    return findIndex(list, place, this.#placeOf, this.layout.compare)
  }

  #list(column: string): readonly string[] {
    return this.#lists.get(column) ?? []
  }

  #replace(column: string, list: readonly string[]): void {
    this.#lists.set(column, list)
    this.#views.delete(column)
  }

  #count(statusId: string, by: number): void {
    this.#counts.set(statusId, Math.max(0, (this.#counts.get(statusId) ?? 0) + by))
    this.#views.delete(this.layout.columnFor(statusId))
  }

  /** How many tasks a column has, as far as is known without having loaded it. */
  #expected(column: string): number {
    const total = this.#totals.get(column)
    if (total !== undefined) return total
    return [...this.#counts].reduce((sum, [statusId, count]) => (this.layout.columnFor(statusId) === column ? sum + count : sum), 0)
  }

  #draw(column: string): ColumnView {
    const window = this.window(column)
    const list = this.#list(column)
    // Cards behind the end of what was loaded would seem to follow it directly: they wait for their page.
    const upTo = window.complete || !window.end ? list.length : this.#endOf(list, window.end)
    const ids = upTo === list.length ? list : list.slice(0, upTo)
    const expected = this.#expected(column)
    if (ids.length === 0 && window === UNLOADED && expected === 0) return EMPTY
    return {
      ids,
      count: window.complete ? ids.length : Math.max(expected, ids.length),
      complete: window.complete,
      loading: window.loading,
      failed: window.failed,
    }
  }

  #endOf(list: readonly string[], end: Place): number {
    const index = this.#indexOf(list, end)
    const at = list[index]
    return at !== undefined && this.layout.compare(this.#placeOf(at), end) === 0 ? index + 1 : index
  }
}
