import type { Api } from '../../api/client'
import { ApiError } from '../../api/errors'
import type { Live, Receiver } from '../../api/link'
import type { BoardEvent, Card } from '../model'
import { DONE, head, TODO } from './build'

interface Opened {
  readonly variables: { after?: string | null }
  readonly receiver: Receiver<unknown>
}

/** A server in miniature: answers the board's queries from `cards`, and lets a test speak on the subscription. */
export class FakeServer implements Api, Live {
  cards: Card[] = []
  cursor = 'start'
  missing = false
  refusal: Error | null = null
  /** The name of an operation that cannot reach the server. */
  unreachable: string | null = null
  /** While set, answers to changes wait for it. */
  held: Promise<void> | null = null
  readonly asked: string[] = []
  readonly sent: unknown[] = []
  /** The variables of each page that was asked for. */
  readonly pages: unknown[] = []
  readonly opened: Opened[] = []
  closed = 0

  request = async <Data, Variables>(operation: { toString(): string }, variables: Variables): Promise<Data> => {
    const name = /(?:query|mutation) (\w+)/.exec(operation.toString())?.[1] ?? ''
    this.asked.push(name)
    if (name === this.unreachable) throw ApiError.offline()
    if ((variables as { input?: unknown }).input) {
      this.sent.push((variables as { input: unknown }).input)
      await this.held
    }
    return this.#answer(name, variables as Record<string, never>) as Data
  }

  open = <Data, Variables extends object>(_: unknown, variables: Variables, receiver: Receiver<Data>): (() => void) => {
    this.opened.push({ variables, receiver: receiver as Receiver<unknown> })
    return () => {
      this.closed++
    }
  }

  /** The subscription that was opened last. */
  get feed(): Opened {
    return this.opened.at(-1)!
  }

  say(event: BoardEvent): void {
    this.feed.receiver.next({ taskEvents: event })
  }

  #answer(name: string, variables: { filter?: { statuses?: string[] }; input?: { id: string; ids?: readonly string[] } }): unknown {
    if (variables.input && this.refusal) throw this.refusal
    switch (name) {
      case 'Board':
        return { project: this.missing ? null : { ...head, cursor: this.cursor, viewerRole: 'EDITOR', statusCounts: [TODO, DONE].map((id) => ({ status: { id }, count: 0 })) } }
      case 'ColumnTasks': {
        this.pages.push(variables)
        const { statuses } = variables.filter ?? {}
        const nodes = this.cards.filter((card) => !statuses || card.status.key === statuses[0])
        return { tasks: { nodes, pageInfo: { hasNextPage: false, endCursor: null } } }
      }
      case 'Members':
        return { project: { members: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } } }
      case 'MoveTask':
      case 'UpdateTask': {
        const task = this.cards.find((card) => card.id === variables.input?.id)
        return { moveTask: { task }, updateTask: { task } }
      }
      case 'BulkUpdateTasks':
        return { bulkUpdateTasks: { tasks: this.cards.filter((card) => variables.input?.ids?.includes(card.id)) } }
      default:
        return {}
    }
  }
}
