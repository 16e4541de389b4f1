import type { ListSort } from '../board/list-order'

export interface ListColumn {
  /** Its place in the style sheet's grid. */
  readonly cell: string
  readonly name: string
  /** What its heading sorts by, and how a first press does: null for what the server does not sort by. */
  readonly sort: ListSort | null
  readonly first?: 'asc' | 'desc'
}

/** The columns of the list, in order. On a narrow page some are left out or drawn in two lines. */
export const LIST_COLUMNS: readonly ListColumn[] = [
  { cell: 'pick', name: 'Select', sort: null },
  { cell: 'ref', name: 'Number', sort: 'NUMBER', first: 'desc' },
  { cell: 'title', name: 'Title', sort: 'TITLE', first: 'asc' },
  { cell: 'labels', name: 'Labels', sort: null },
  { cell: 'status', name: 'Status', sort: null },
  { cell: 'priority', name: 'Priority', sort: 'PRIORITY', first: 'desc' },
  { cell: 'who', name: 'Assignee', sort: null },
  { cell: 'due', name: 'Due', sort: 'DUE', first: 'asc' },
  { cell: 'created', name: 'Created', sort: 'CREATED_AT', first: 'desc' },
  { cell: 'updated', name: 'Updated', sort: 'UPDATED_AT', first: 'desc' },
]
