import { type Api, patiently } from '../api/client'
import { type ApiError, asApiError } from '../api/errors'
import {
  CreateTaskDocument,
  DeleteTaskDocument,
  MoveTaskDocument,
  RestoreTaskDocument,
  UpdateTaskDocument,
  type UpdateTaskInput,
} from '../api/generated'
import { uuid } from '../api/uuid'
import type { Toasts } from '../ui/toasts'
import type { Card, CardChange, Status } from './model'
import { FIRST, LAST, provisionalPosition } from './order'
import type { BoardStore } from './store'
import { despiteConflicts, tellRefusal, type Turns } from './turns'

/** Where a card is to go: behind `after`, before `before`, at the column's end without both. */
export interface Target {
  readonly status: Pick<Status, 'id' | 'key'>
  readonly after: string | null
  readonly before: string | null
}

/**
 * Changes to the board: shown at once, sent in the order in which they were made, taken back with a message when the
 * server refuses.
 */
export class BoardActions {
  #api: Api
  #store: BoardStore
  #toasts: Toasts
  #turns: Turns

  constructor(api: Api, store: BoardStore, toasts: Toasts, turns: Turns) {
    this.#api = api
    this.#store = store
    this.#toasts = toasts
    this.#turns = turns
  }

  /** Makes a task; its id is made here, so that a repeated request cannot make a second one. */
  create(title: string, target: Target, parentId: string | null = null): string {
    const head = this.#store.head()
    if (!head) throw new Error('The board has not been read yet.')
    const id = uuid()
    this.#store.addDraft(draft(id, title, target.status, this.#placeFor(target), parentId))
    void this.#turns.take(async () => {
      try {
        const { createTask } = await patiently(
          () =>
            this.#api.request(CreateTaskDocument, {
              input: { id, projectId: head.id, title, status: target.status.key, ...(parentId ? { parentId } : {}), ...this.#neighbours(target) },
            }),
          true,
        )
        if (createTask) this.#store.takeAnswer(createTask.task)
      } catch (reason) {
        this.#store.dropDraft(id)
        tellRefusal(this.#toasts, `“${title}” was not created.`, reason)
      }
    })
    return id
  }

  /** Puts a card elsewhere. Nothing is sent when it already stands there. */
  move(id: string, target: Target): void {
    const card = this.#store.card(id)
    if (!card || this.#standsAt(card, target)) return
    const takeBack = this.#store.change(id, { status: { id: target.status.id, key: target.status.key }, position: this.#placeFor(target) })
    void this.#turns.take(async () => {
      try {
        const { moveTask } = await despiteConflicts(() =>
          this.#api.request(MoveTaskDocument, { input: { id, status: target.status.key, ...this.#neighbours(target) } }),
        )
        if (moveTask) this.#store.takeAnswer(moveTask.task)
      } catch (reason) {
        tellRefusal(this.#toasts, `“${card.title}” was not moved.`, reason)
      } finally {
        takeBack()
      }
    })
  }

  /** Changes fields. Resolves to the refusal, or null when all is well; `quietly` leaves telling of it to the caller. */
  update(id: string, change: CardChange, input: Omit<UpdateTaskInput, 'id'>, quietly = false): Promise<ApiError | null> {
    const title = this.#store.card(id)?.title ?? 'The task'
    const takeBack = this.#store.change(id, change)
    return this.#turns.take(async () => {
      try {
        const { updateTask } = await patiently(() => this.#api.request(UpdateTaskDocument, { input: { id, ...input } }))
        if (updateTask) this.#store.takeAnswer(updateTask.task)
        return null
      } catch (reason) {
        if (!quietly) tellRefusal(this.#toasts, `“${title}” was not changed.`, reason)
        return asApiError(reason)
      } finally {
        takeBack()
      }
    })
  }

  /** To the trash, with a way back. */
  remove(id: string): void {
    const card = this.#store.card(id)
    if (!card) return
    const takeBack = this.#store.change(id, { deletedAt: new Date().toISOString() })
    void this.#turns.take(async () => {
      try {
        await patiently(() => this.#api.request(DeleteTaskDocument, { id }))
        this.#store.takeDeletion(id)
        this.#toasts.show('info', `${card.ref} is in the trash.`, { label: 'Undo', run: () => this.restore(id) })
      } catch (reason) {
        tellRefusal(this.#toasts, `“${card.title}” was not deleted.`, reason)
      } finally {
        takeBack()
      }
    })
  }

  restore(id: string): void {
    const takeBack = this.#store.change(id, { deletedAt: null })
    void this.#turns.take(async () => {
      try {
        const { restoreTask } = await patiently(() => this.#api.request(RestoreTaskDocument, { id }))
        if (restoreTask) this.#store.takeAnswer(restoreTask.task)
      } catch (reason) {
        tellRefusal(this.#toasts, 'The task was not restored.', reason)
      } finally {
        takeBack()
      }
    })
  }

  /** Where a card stands until the server has given it its place. */
  #placeFor({ after, before }: Target): string {
    const behind = after ? this.#store.card(after)?.position : undefined
    return behind !== undefined ? provisionalPosition(behind) : before ? FIRST : LAST
  }

  /** Neighbours that the server knows: one whose creation was refused has gone again. */
  #neighbours({ after, before }: Target): { after: string | null; before: string | null } {
    const made = (id: string | null) => (id !== null && (this.#store.card(id)?.version ?? 0) > 0 ? id : null)
    return { after: made(after), before: made(before) }
  }

  #standsAt(card: Card, { status, after, before }: Target): boolean {
    if (card.status.id !== status.id) return false
    const { ids } = this.#store.column(status.id)
    const index = ids.indexOf(card.id)
    if (index < 0) return false
    if (after === card.id || before === card.id) return true
    return (ids[index - 1] ?? null) === after && (before === null ? after !== null || ids.length === 1 : ids[index + 1] === before)
  }
}

function draft(id: string, title: string, status: Pick<Status, 'id' | 'key'>, position: string, parentId: string | null): Card {
  return {
    id,
    ref: '',
    number: 0,
    title,
    status: { id: status.id, key: status.key },
    priority: 'NONE',
    assignedUser: null,
    labels: [],
    parent: parentId ? { id: parentId } : null,
    startOn: null,
    startAt: null,
    dueOn: null,
    dueAt: null,
    position,
    commentCount: 0,
    createdAt: new Date().toISOString(),
    updatedAt: new Date().toISOString(),
    completedAt: null,
    deletedAt: null,
    version: 0,
  }
}
