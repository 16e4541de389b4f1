import type { Priority } from '../api/generated'
import { DUE_FILTERS, type DueFilter } from './due-filter'
import type { BoardFilter } from './filter'
import { BOARD, listLayout } from './layout'
import { LIST_KEYS, type ListOrder, type ListSort, NEWEST } from './list-order'
import { PRIORITIES } from './priority'
import type { View } from './view'

/** What the address of a board says beyond its project, so that it can be reopened and shared. Left out: everything, as a board. */
export interface BoardSearch {
  readonly view?: 'list' | undefined
  readonly sort?: ListSort | undefined
  readonly order?: 'asc' | 'desc' | undefined
  /** A member's id, `none`, or `me`: whoever opens the address. */
  readonly assignee?: string | undefined
  readonly label?: string | undefined
  readonly priority?: Priority | undefined
  readonly due?: DueFilter | undefined
  readonly q?: string | undefined
  /** Opens the field for a new task. */
  readonly new?: true | undefined
  /** The reference of a task, as addresses of another kind of client have it. */
  readonly task?: string | undefined
}

/** A text, also when it looks like a number or a truth. */
const text = (value: unknown): string | undefined => (['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? String(value) : undefined)

function oneOf<Value extends string>(values: readonly Value[]): (value: unknown) => Value | undefined {
  return (value) => values.find((other) => other === value)
}

const SORTS = Object.keys(LIST_KEYS) as ListSort[]

/** Reads an address; what it does not understand it leaves out. */
export function readBoardSearch(search: Record<string, unknown>): BoardSearch {
  return {
    view: oneOf(['list'] as const)(search.view),
    sort: oneOf(SORTS)(search.sort),
    order: oneOf(['asc', 'desc'] as const)(search.order),
    assignee: text(search.assignee),
    label: text(search.label),
    priority: oneOf(PRIORITIES)(search.priority),
    due: oneOf(DUE_FILTERS.map(([filter]) => filter))(search.due),
    q: text(search.q),
    new: search.new === true || undefined,
    task: text(search.task),
  }
}

/** Nothing of what is shown is left out. */
export const UNFILTERED = { assignee: undefined, label: undefined, priority: undefined, due: undefined, q: undefined } as const

export function listOrder({ sort, order }: BoardSearch): ListOrder {
  return sort ? { by: sort, descending: order === 'desc' } : NEWEST
}

/** What an address shows to the viewer today. */
export function viewOf(search: BoardSearch, viewer: string, today: string): View {
  const filter: BoardFilter = {
    assignee: (search.assignee === 'me' ? viewer : search.assignee) ?? null,
    labelId: search.label ?? null,
    priority: search.priority ?? null,
    due: search.due ? { when: search.due, today } : null,
    text: search.q ?? '',
  }
  return { filter, layout: search.view === 'list' ? listLayout(listOrder(search)) : BOARD }
}
