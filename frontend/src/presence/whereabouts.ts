import type { Api } from '../api/client'
import { ClearPresenceDocument, SetPresenceDocument } from '../api/generated'

/** The server forgets who has been silent for 30 seconds. */
const REPEAT = 20_000
/** After so long a word that was sent has arrived, or has been lost. */
const ARRIVED = 3_000

/** The part of a document that says whether anybody can see it. */
export interface Sight extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly visibilityState: DocumentVisibilityState
}

/** Tells the server where the viewer is looking, for as long as the page is in sight. */
export class Whereabouts {
  #api: Api
  #page: Sight
  #projectId: string | null = null
  #taskId: string | null = null
  #toldAt = 0
  #telling = false
  #repeat: ReturnType<typeof setTimeout> | undefined

  constructor(api: Api, page: Sight) {
    this.#api = api
    this.#page = page
  }

  /** The viewer looks at a project's board. */
  enter(projectId: string): void {
    this.#projectId = projectId
    this.#page.addEventListener('visibilitychange', this.#look)
    this.#tellSoon()
  }

  leave(): void {
    this.#page.removeEventListener('visibilitychange', this.#look)
    this.#clear()
    this.#projectId = null
    this.#taskId = null
  }

  /** The viewer has opened a task of the project, or closed it (null). */
  lookAt(taskId: string | null): void {
    this.#taskId = taskId
    this.#tellSoon()
  }

  /** The server does not know that the viewer is here: another tab has left, or the server was started anew. */
  missed(): void {
    if (Date.now() - this.#toldAt > ARRIVED) this.#tellSoon()
  }

  readonly #look = (): void => {
    if (this.#page.visibilityState === 'visible') this.#tellSoon()
    else this.#clear()
  }

  /** From one task to the next is one step, although one is left before the other is entered. */
  #tellSoon(): void {
    if (this.#telling) return
    this.#telling = true
    queueMicrotask(() => {
      this.#telling = false
      this.#tell()
    })
  }

  #tell(): void {
    if (!this.#projectId || this.#page.visibilityState !== 'visible') return
    clearTimeout(this.#repeat)
    this.#repeat = setTimeout(() => this.#tell(), REPEAT)
    this.#toldAt = Date.now()
    // A word that is lost is repeated; one that is refused concerns nobody but the board, which hears of it too.
    void this.#api.request(SetPresenceDocument, { projectId: this.#projectId, taskId: this.#taskId }).catch(() => undefined)
  }

  #clear(): void {
    if (!this.#projectId) return
    clearTimeout(this.#repeat)
    void this.#api.request(ClearPresenceDocument, { projectId: this.#projectId }, { keepalive: true }).catch(() => undefined)
  }
}
