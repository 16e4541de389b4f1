import type { Api } from '../api/client'
import { type ApiError, asApiError } from '../api/errors'
import { BoardDocument, BoardEventsDocument, StatusCountsDocument } from '../api/generated'
import type { Live } from '../api/link'
import { Listeners } from '../api/listeners'
import { isFiltered } from './filter'
import { Members } from './members'
import type { BoardEvent } from './model'
import { PageReader } from './pages'
import { type BoardRead, BoardStore } from './store'
import { sameView, type View } from './view'

export type BoardStatus =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  /** No such project, or none that this person may see. */
  | { readonly kind: 'missing' }
  /** The membership ended while the board was open. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'failed'; readonly message: string }

/** Pages of a column that are read again after a break, at most; the rest comes back by scrolling. */
const PAGES_AGAIN = 5
const RETRY = 2_000
const COUNTS_AFTER = 8_000

/** Keeps a BoardStore equal to the server: reads the board, follows its events, reads again when they do not suffice. */
export class BoardSync {
  readonly store = new BoardStore()
  readonly members: Members
  #api: Api
  #live: Live
  #key: string
  #me: string
  #pages: PageReader
  #status: BoardStatus = { kind: 'loading' }
  #shown = false
  #listeners = new Listeners()
  #followers = new Set<(event: BoardEvent) => void>()
  #round = 0
  #close: (() => void) | undefined
  #retry: ReturnType<typeof setTimeout> | undefined
  #recount: ReturnType<typeof setTimeout> | undefined
  #refilter: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api, live: Live, key: string, me: string) {
    this.#api = api
    this.#live = live
    this.#key = key
    this.#me = me
    this.#pages = new PageReader(api, this.store)
    this.members = new Members(api)
  }

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  readonly status = (): BoardStatus => this.#status

  start(): void {
    void this.#readFirst(++this.#round)
  }

  stop(): void {
    this.#round++
    this.#pages.abandon()
    this.#close?.()
    clearTimeout(this.#retry)
    clearTimeout(this.#recount)
    clearTimeout(this.#refilter)
  }

  /** Hands every event on, after the store has taken it. */
  follow(follower: (event: BoardEvent) => void): () => void {
    this.#followers.add(follower)
    return () => this.#followers.delete(follower)
  }

  loadMore(column: string): void {
    void this.#pages.next(column)
  }

  /** Shows a part of the project, laid out in some way. Nothing but the project itself is read before. */
  show(view: View): void {
    if (this.#shown && sameView(view, this.store.view())) return
    this.#shown = true
    clearTimeout(this.#refilter)
    this.#refilter = undefined
    this.store.show(view)
    this.#pages.abandon()
    this.#loadColumns()
  }

  /** Reads everything again while the old board stays in sight. */
  reread(): void {
    this.#close?.()
    void this.#readAgain(++this.#round)
  }

  async #readFirst(round: number): Promise<void> {
    try {
      const read = await this.#readHead()
      if (round !== this.#round) return
      if (!read) return this.#set({ kind: 'missing' })
      this.store.begin(read)
      this.#set({ kind: 'ready' })
      this.#open(round)
      if (this.#shown) this.#loadColumns()
      void this.members.read(read.head.id)
    } catch (reason) {
      this.#failed(asApiError(reason), round, () => this.#readFirst(round))
    }
  }

  async #readAgain(round: number): Promise<void> {
    try {
      const read = await this.#readHead()
      if (round !== this.#round) return
      if (!read) return this.#set({ kind: 'removed' })
      const view = this.store.view()
      const columns = this.#shown
        ? await Promise.all(view.layout.columns(read.head).map((column) => this.#pages.first(column, Math.min(this.store.window(column).pages, PAGES_AGAIN), read.head)))
        : []
      if (round !== this.#round) return
      // Meanwhile something else is to be shown: that is what has to be read.
      if (view !== this.store.view()) return this.#readAgain(round)
      this.#pages.abandon()
      this.store.together(() => {
        this.store.begin(read)
        for (const column of columns) for (const take of column) take()
      })
      this.#set({ kind: 'ready' })
      this.#open(round)
      void this.members.read(read.head.id)
    } catch (reason) {
      this.#failed(asApiError(reason), round, () => this.#readAgain(round))
    }
  }

  async #readHead(): Promise<BoardRead | null> {
    const { project } = await this.#api.request(BoardDocument, { key: this.#key })
    if (!project) return null
    const { cursor, viewerRole, statusCounts, ...head } = project
    return { head, cursor, role: viewerRole, counts: new Map(statusCounts.map(({ status, count }) => [status.id, count])) }
  }

  #loadColumns(): void {
    for (const column of this.store.columns()) void this.#pages.next(column)
  }

  /** Subscribes behind the last event that was seen. The link repeats `variables` after a lost connection. */
  #open(round: number): void {
    const head = this.store.head()
    if (!head) return
    this.#close?.()
    const variables = { projectId: head.id, after: this.store.cursor() }
    this.#close = this.#live.open(BoardEventsDocument, variables, {
      next: ({ taskEvents }) => {
        if (round !== this.#round) return
        const consequence = this.store.takeEvent(taskEvents)
        variables.after = this.store.cursor()
        this.#react(taskEvents, consequence)
      },
      over: (reason) => {
        if (round === this.#round) this.#over(reason, round)
      },
    })
  }

  #react(event: BoardEvent, consequence: ReturnType<BoardStore['takeEvent']>): void {
    for (const follower of [...this.#followers]) follower(event)
    if (consequence === 'reread') return this.reread()
    if (consequence === 'members') {
      // One's own role is not in the event, which is the same for everybody.
      if (event.userId === this.#me) return this.reread()
      void this.members.read(event.projectId)
    }
    if (event.taskId) this.#checkColumns()
  }

  #over(reason: ApiError | null, round: number): void {
    switch (reason?.code) {
      case 'RESYNC_REQUIRED':
      case 'INVALID_INPUT':
        return this.reread()
      case 'FORBIDDEN':
      case 'NOT_FOUND':
        return this.#set({ kind: 'removed' })
      default:
        clearTimeout(this.#retry)
        this.#retry = setTimeout(() => this.#open(round), (reason?.retryAfter ?? 1) * RETRY * (0.5 + Math.random()))
    }
  }

  /** Columns that are not wholly loaded cannot be counted here, nor searched: both are asked for after a while. */
  #checkColumns(): void {
    const { filter } = this.store.view()
    if (isFiltered(filter)) {
      if (filter.text) this.#refilter ??= setTimeout(() => void this.#readFilteredAgain(this.#round), RETRY)
    } else if (this.store.columns().some((column) => !this.store.window(column).complete)) {
      this.#recount ??= setTimeout(() => void this.#readCounts(this.#round), COUNTS_AFTER * (1 + Math.random()))
    }
  }

  async #readFilteredAgain(round: number): Promise<void> {
    this.#refilter = undefined
    const head = this.store.head()
    const view = this.store.view()
    if (!head) return
    try {
      const columns = await Promise.all(this.store.columns().map((column) => this.#pages.first(column, 1, head)))
      if (round !== this.#round || view !== this.store.view()) return
      this.#pages.abandon()
      this.store.together(() => {
        this.store.show(view)
        for (const column of columns) for (const take of column) take()
      })
    } catch {
      // The next event asks again; what is shown stays as it was.
    }
  }

  async #readCounts(round: number): Promise<void> {
    this.#recount = undefined
    const head = this.store.head()
    if (!head) return
    const answer = await this.#api.request(StatusCountsDocument, { id: head.id }).catch(() => null)
    if (round !== this.#round || !answer?.project) return
    this.store.setCounts(new Map(answer.project.statusCounts.map(({ status, count }) => [status.id, count])))
  }

  #failed(reason: ApiError, round: number, again: () => Promise<void>): void {
    if (round !== this.#round) return
    if (reason.code === 'NOT_FOUND' || reason.code === 'FORBIDDEN') return this.#set({ kind: this.store.head() ? 'removed' : 'missing' })
    if (!this.store.head()) this.#set({ kind: 'failed', message: reason.message })
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => void again(), (reason.retryAfter ?? 1) * RETRY)
  }

  #set(status: BoardStatus): void {
    this.#status = status
    this.#listeners.tell()
  }
}
