import type { BoardEventsSubscription, CardFragment, MemberRole, ProjectHeadFragment } from '../api/generated'

export type Card = CardFragment
export type Head = ProjectHeadFragment
export type Status = Head['statuses'][number]
export type Label = Head['labels'][number]
export type BoardEvent = BoardEventsSubscription['taskEvents']

/** A change that is shown before the server has confirmed it. */
export type CardChange = Partial<Omit<Card, 'id' | 'ref' | 'version'>>

/** One column as it is to be drawn. The object stays the same until something in it changes. */
export interface ColumnView {
  /** Ids of the cards, in order, as far as they have been loaded. */
  readonly ids: readonly string[]
  /** How many tasks the column has altogether. */
  readonly count: number
  readonly complete: boolean
  readonly loading: boolean
  readonly failed: boolean
}

/** What an event asks of those who follow the board, beyond what the store has done with it. */
export type Consequence =
  | 'none'
  /** The board can no longer be kept by events alone: read it again. */
  | 'reread'
  /** Members or roles have changed. */
  | 'members'

export function canEdit(role: MemberRole | null, head: Head | null): boolean {
  return (role === 'OWNER' || role === 'EDITOR') && !head?.archivedAt && !head?.deletedAt
}

export function canComment(role: MemberRole | null, head: Head | null): boolean {
  return role !== null && role !== 'VIEWER' && !head?.archivedAt && !head?.deletedAt
}
