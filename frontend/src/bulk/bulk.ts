import type { Api } from '../api/client'
import { BulkUpdateTasksDocument } from '../api/generated'
import type { BoardActions, Target } from '../board/actions'
import type { Card } from '../board/model'
import type { BoardStore } from '../board/store'
import { despiteConflicts, tellRefusal, type Turns } from '../board/turns'
import type { Toasts } from '../ui/toasts'
import type { BulkEdit } from './edits'

/** Changes many cards alike, all or none: shown at once, with the server's answer winning, and with a way back. */
export class Bulk {
  #api: Api
  #store: BoardStore
  #toasts: Toasts
  #turns: Turns
  #actions: BoardActions

  constructor(api: Api, store: BoardStore, toasts: Toasts, turns: Turns, actions: BoardActions) {
    this.#api = api
    this.#store = store
    this.#toasts = toasts
    this.#turns = turns
    this.#actions = actions
  }

  /** Edits the cards in the order in which they stand on the board. Those that are like that already are left out. */
  edit(ids: Iterable<string>, edit: BulkEdit): void {
    const cards = this.#inOrder(ids).filter((card) => edit.shown(card, 0))
    if (cards.length === 0) return
    const back = this.#wayBack(cards, edit)
    void this.#send(cards, edit).then((done) => {
      if (done) this.#toasts.show('info', `${counted(cards)} ${edit.told(cards.length === 1)}.`, { label: 'Undo', run: back })
    })
  }

  async #send(cards: readonly Card[], edit: BulkEdit): Promise<boolean> {
    const takeBack: Array<() => void> = []
    this.#store.together(() => {
      for (const [index, card] of cards.entries()) takeBack.push(this.#store.change(card.id, edit.shown(this.#store.card(card.id) ?? card, index) ?? {}))
    })
    return this.#turns.take(async () => {
      let answer: readonly Card[] = []
      let refusal: unknown
      try {
        const input = { ids: cards.map(({ id }) => id), ...edit.input }
        const { bulkUpdateTasks } = await despiteConflicts(() => this.#api.request(BulkUpdateTasksDocument, { input }))
        answer = bulkUpdateTasks?.tasks ?? []
      } catch (reason) {
        refusal = reason
      }
      this.#store.together(() => {
        for (const card of answer) this.#store.takeAnswer(card)
        for (const take of takeBack) take()
      })
      if (refusal) tellRefusal(this.#toasts, `${counted(cards)} ${cards.length === 1 ? 'was' : 'were'} not changed.`, refusal)
      return !refusal
    })
  }

  /** What undoes an edit that is about to be made. */
  #wayBack(before: readonly Card[], edit: BulkEdit): () => void {
    // On a board cards have places, to which a former status alone would not bring them back.
    const placed = edit.input.status !== undefined && this.#store.layout().kind === 'board'
    if (!placed) return () => edit.back(before).forEach((step) => void this.#send(step.cards, step.edit))
    const gone = new Set(before.map(({ id }) => id))
    const places = before.map((card) => [card.id, this.#placeOf(card, gone)] as const)
    return () => places.forEach(([id, place]) => this.#actions.move(id, place))
  }

  /** Behind the card above it, which is back by then; the first of a column before the first that has stayed. */
  #placeOf(card: Card, gone: ReadonlySet<string>): Target {
    const { ids } = this.#store.column(card.status.id)
    const index = ids.indexOf(card.id)
    const after = ids[index - 1] ?? null
    return { status: card.status, after, before: after ? null : (ids.find((id) => !gone.has(id)) ?? null) }
  }

  #inOrder(ids: Iterable<string>): Card[] {
    const order = new Map(this.#store.columns().flatMap((column) => this.#store.column(column).ids).map((id, index) => [id, index]))
    const place = (id: string) => order.get(id) ?? order.size
    return [...ids]
      .sort((a, b) => place(a) - place(b))
      .map((id) => this.#store.card(id))
      .filter((card) => card !== null)
  }
}

function counted(cards: readonly Card[]): string {
  return cards.length === 1 ? (cards[0]?.ref ?? 'The task') : `${cards.length} tasks`
}
