import type { ApiError } from '../api/errors'
import { PresenceDocument, type PresenceSubscription } from '../api/generated'
import type { Live } from '../api/link'
import { Listeners } from '../api/listeners'

type Told = PresenceSubscription['presence']
export type Here = Told['people'][number]
export type Person = Here['user']

const NOBODY: readonly Person[] = []
const AGAIN = 4_000

/** Who else looks at a project, live. */
export class Audience {
  #live: Live
  #me: string
  #others: readonly Here[] = []
  #unnamed = 0
  #byTask = new Map<string, readonly Person[]>()
  #listeners = new Listeners()
  #close: (() => void) | undefined
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(live: Live, me: string) {
    this.#live = live
    this.#me = me
  }

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  /** By name, oneself left out. */
  readonly others = (): readonly Here[] => this.#others
  /** How many there are beyond those that the server names. */
  readonly unnamed = (): number => this.#unnamed
  /** Who else has a task open. The array stays the same until somebody comes or goes. */
  readonly at = (taskId: string): readonly Person[] => this.#byTask.get(taskId) ?? NOBODY

  /** `onMissing` is called when the server does not count the viewer in. */
  follow(projectId: string, onMissing: () => void): void {
    this.stop()
    this.#open(projectId, onMissing)
  }

  stop(): void {
    clearTimeout(this.#retry)
    this.#close?.()
    this.#close = undefined
    if (this.#others.length > 0) this.#take({ total: 0, people: [] })
  }

  #open(projectId: string, onMissing: () => void): void {
    this.#close = this.#live.open(PresenceDocument, { projectId }, {
      next: ({ presence }) => {
        this.#take(presence)
        if (presence.people.length === presence.total && !presence.people.some(({ user }) => user.id === this.#me)) onMissing()
      },
      over: (reason) => this.#over(reason, () => this.#open(projectId, onMissing)),
    })
  }

  #take({ total, people }: Told): void {
    this.#others = people.filter(({ user }) => user.id !== this.#me).sort((a, b) => a.user.name.localeCompare(b.user.name) || (a.user.id < b.user.id ? -1 : 1))
    // Beyond those that are named, oneself is one of the number.
    const named = people.length === total || people.some(({ user }) => user.id === this.#me)
    this.#unnamed = Math.max(0, total - people.length - (named ? 0 : 1))
    const byTask = new Map<string, Person[]>()
    for (const { user, taskId } of this.#others) if (taskId) byTask.set(taskId, [...(byTask.get(taskId) ?? []), user])
    this.#byTask = new Map([...byTask].map(([taskId, now]) => [taskId, sameOr(this.at(taskId), now)]))
    this.#listeners.tell()
  }

  #over(reason: ApiError | null, again: () => void): void {
    this.#close = undefined
    // Who is not a member any more is told so by the board.
    if (reason?.code === 'FORBIDDEN' || reason?.code === 'NOT_FOUND') return
    this.#retry = setTimeout(again, AGAIN * (0.5 + Math.random()))
  }
}

function sameOr(before: readonly Person[], now: readonly Person[]): readonly Person[] {
  return before.length === now.length && before.every((person, index) => person.id === now[index]?.id) ? before : now
}
