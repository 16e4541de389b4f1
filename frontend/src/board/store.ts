import { Listeners } from '../api/listeners'
import type { MemberRole } from '../api/generated'
import { Columns } from './columns'
import { passes } from './filter'
import type { Layout } from './layout'
import type { BoardEvent, Card, CardChange, ColumnView, Consequence, Head } from './model'
import { type View, WHOLE_BOARD } from './view'
import { type ColumnWindow, extended } from './windows'

interface Known {
  card: Card
  /** Seq of the event that brought it; 0 when it was read. */
  seq: number
}

interface Pending {
  readonly change: CardChange
}

/** What was read of a project, before any of its cards. */
export interface BoardRead {
  readonly head: Head
  readonly role: MemberRole
  readonly cursor: string
  readonly counts: ReadonlyMap<string, number>
}

/**
 * The board of one project in memory. Confirmed cards come from pages, answers and events, of which the greater
 * version wins; changes that wait for their answer lie on top of them and are taken off again when it comes.
 */
export class BoardStore {
  #head: Head | null = null
  #role: MemberRole | null = null
  #view = WHOLE_BOARD
  #known = new Map<string, Known>()
  #pending = new Map<string, Pending[]>()
  /** Cards shown although the filter cannot tell from the card: found by the server, or just made here. */
  #kept = new Set<string>()
  #columns = new Columns(WHOLE_BOARD.layout)
  #cursor: string | null = null
  #lastSeq = 0
  #listeners = new Listeners()
  #telling: ReturnType<typeof setTimeout> | undefined
  #together = 0
  #revision = 0

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  readonly head = (): Head | null => this.#head
  readonly role = (): MemberRole | null => this.#role
  readonly view = (): View => this.#view
  readonly layout = (): Layout => this.#columns.layout
  /** The columns of the view, in order. */
  readonly columns = (): readonly string[] => (this.#head ? this.layout().columns(this.#head) : [])
  readonly cursor = (): string | null => this.#cursor
  /** Grows whenever the listeners are told. */
  readonly revision = (): number => this.#revision
  readonly lastSeq = (): number => this.#lastSeq
  /** The card as it is to be shown, with changes that still wait for their answer. */
  readonly card = (id: string): Card | null => this.#columns.card(id)
  readonly column = (column: string): ColumnView => this.#columns.view(column)
  readonly window = (column: string): ColumnWindow => this.#columns.window(column)
  readonly isPending = (id: string): boolean => this.#pending.has(id)
  /** The column in which a card is shown, in sight or not; null when it is not. */
  readonly columnOf = (id: string): string | null => this.#columns.columnOf(id)

  /** Does several things, of which the listeners are told once. */
  together(run: () => void): void {
    this.#together++
    try {
      run()
    } finally {
      this.#together--
      this.#tell()
    }
  }

  /** Starts from a fresh reading. What was known is forgotten, what waits for an answer is kept. */
  begin(read: BoardRead): void {
    this.#head = read.head
    this.#role = read.role
    this.#cursor = read.cursor
    this.#lastSeq = 0
    this.#known.clear()
    this.#columns = new Columns(this.#view.layout, read.counts)
    this.#tell()
  }

  /** Shows a part of the project, laid out in some way. Pages have to be read again afterwards. */
  show(view: View): void {
    if (view.layout === this.layout()) this.#columns.forgetWindows()
    else this.#columns = this.#columns.laidOut(view.layout)
    this.#view = view
    this.#kept.clear()
    for (const id of this.#known.keys()) this.#place(id)
    this.#tell()
  }

  setWindow(column: string, window: Partial<ColumnWindow>): void {
    this.#columns.setWindow(column, { ...this.window(column), ...window })
    this.#tell()
  }

  setCounts(counts: ReadonlyMap<string, number>): void {
    this.#columns.setCounts(counts)
    this.#tell()
  }

  setRole(role: MemberRole): void {
    this.#role = role
    this.#tell()
  }

  setHead(head: Head): void {
    this.#head = head
    this.#tell()
  }

  /**
   * Takes a page of a column. `asOf` is lastSeq() at the time of asking: a card that an event has brought since
   * is not replaced by an equal version, because the answer may be the older of the two.
   */
  takePage(column: string, cards: readonly Card[], more: { hasMore: boolean; cursor: string | null; total?: number | undefined }, asOf: number): void {
    for (const card of cards) {
      if (this.#view.filter.text) this.#kept.add(card.id)
      this.#take(card, 0, asOf)
      this.#place(card.id)
    }
    const window = this.window(column)
    const end = this.#columns.last(cards, window.end)
    this.#columns.setWindow(column, extended(window, { end, hasMore: more.hasMore, cursor: more.cursor }))
    if (more.total !== undefined) this.#columns.setTotal(column, more.total)
    this.#tell()
  }

  /** Takes the card that answers a change. */
  takeAnswer(card: Card): void {
    this.#take(card, 0, this.#lastSeq)
    this.#place(card.id)
    this.#tell()
  }

  /** Shows a task that the server has not made yet. Version 0 loses against every answer. */
  addDraft(card: Card): void {
    this.#kept.add(card.id)
    this.#known.set(card.id, { card: { ...card, version: 0 }, seq: 0 })
    this.#place(card.id)
    this.#tell()
  }

  dropDraft(id: string): void {
    if (this.#known.get(id)?.card.version !== 0) return
    this.#known.delete(id)
    this.#place(id)
    this.#tell()
  }

  /** Takes the server's word that a task is in the trash; the event with its new version follows. */
  takeDeletion(id: string): void {
    const known = this.#known.get(id)
    if (!known || known.card.deletedAt) return
    const card = { ...known.card, deletedAt: new Date().toISOString() }
    this.#columns.countMove(known.card, card)
    this.#known.set(id, { ...known, card })
    this.#place(id)
    this.#tell()
  }

  /** Shows a change at once. The returned function takes it back; call it when the answer has been taken or refused. */
  change(id: string, change: CardChange): () => void {
    const pending: Pending = { change }
    this.#pending.set(id, [...(this.#pending.get(id) ?? []), pending])
    this.#place(id)
    this.#tell()
    return () => {
      const rest = (this.#pending.get(id) ?? []).filter((other) => other !== pending)
      if (rest.length > 0) this.#pending.set(id, rest)
      else this.#pending.delete(id)
      this.#place(id)
      this.#tell()
    }
  }

  /** Takes the next event of the project's log. */
  takeEvent(event: BoardEvent): Consequence {
    if (event.seq <= this.#lastSeq) return 'none'
    const hole = this.#lastSeq > 0 && event.seq !== this.#lastSeq + 1
    this.#lastSeq = event.seq
    this.#cursor = event.cursor
    if (hole) return 'reread'
    try {
      return this.#apply(event)
    } finally {
      this.#tellSoon()
    }
  }

  #apply(event: BoardEvent): Consequence {
    if (event.project) this.#head = event.project
    switch (event.type) {
      case 'TASK_CREATED':
      case 'TASK_UPDATED':
      case 'TASK_MOVED':
      case 'TASK_MOVED_IN':
      case 'TASK_DELETED':
      case 'TASK_RESTORED':
      case 'COMMENT_ADDED':
      case 'COMMENT_UPDATED':
      case 'COMMENT_DELETED':
      case 'TASK_MOVED_OUT':
      case 'TASK_PURGED':
        this.#applyToTask(event)
        return 'none'
      case 'PROJECT_CREATED':
      case 'PROJECT_UPDATED':
      case 'PROJECT_DELETED':
      case 'PROJECT_RESTORED':
        return event.project ? 'none' : 'reread'
      case 'MEMBER_CHANGED':
      case 'MEMBER_REMOVED':
        return 'members'
      default:
        return 'reread'
    }
  }

  #applyToTask(event: BoardEvent): void {
    if (!event.taskId) return
    const before = this.#known.get(event.taskId)?.card
    if (event.task) {
      if (!before) this.#columns.countUnseen(event, event.task)
      this.#take(event.task, event.seq, 0)
    } else if (before && (event.taskVersion ?? Number.POSITIVE_INFINITY) >= before.version) {
      // Gone for good, or to another project. The mark is kept, so that a page that was read earlier cannot bring it back.
      const gone = { ...before, deletedAt: before.deletedAt ?? 'gone', version: event.taskVersion ?? before.version }
      this.#columns.countMove(before, gone)
      this.#known.set(event.taskId, { card: gone, seq: event.seq })
    }
    this.#place(event.taskId)
  }

  #take(card: Card, seq: number, asOf: number): void {
    const known = this.#known.get(card.id)
    if (known) {
      if (card.version < known.card.version) return
      const same = card.version === known.card.version
      if (same && (seq > 0 ? seq < known.seq : known.seq > asOf)) return
      this.#columns.countMove(known.card.version > 0 ? known.card : null, card)
    }
    this.#known.set(card.id, { card, seq: Math.max(seq, known?.seq ?? 0) })
  }

  /** Puts a card where its newest state says, or takes it off the board. */
  #place(id: string): void {
    const known = this.#known.get(id)
    const pending = this.#pending.get(id)
    const card = known && pending ? pending.reduce((card, { change }) => ({ ...card, ...change }), known.card) : known?.card
    const shown = card !== undefined && !card.deletedAt && (this.#kept.has(id) || passes(card, this.#view.filter))
    this.#columns.put(id, card ?? null, shown)
  }

  #tell(): void {
    if (this.#together > 0) return
    clearTimeout(this.#telling)
    this.#telling = undefined
    this.#revision++
    this.#listeners.tell()
  }

  /** Events come in bursts after a reconnect: one drawing for all that have arrived. */
  #tellSoon(): void {
    this.#telling ??= setTimeout(() => this.#tell(), 0)
  }
}

