import type { BulkUpdateTasksInput, Priority } from '../api/generated'
import { dueText } from '../board/due'
import type { Card, CardChange, Label, Status } from '../board/model'
import { LAST } from '../board/order'
import { PRIORITY_NAMES } from '../board/priority'

/** One change that is made to many cards. */
export interface BulkEdit {
  readonly input: Omit<BulkUpdateTasksInput, 'ids'>
  /** What a card shows until the answer is there; null for one that is like that already. */
  readonly shown: (card: Card, index: number) => CardChange | null
  /** What has happened, after “12 tasks”: `are in the trash`. Takes whether it is one task. */
  readonly told: (one: boolean) => string
  /** The edits that take it back, each with its cards, as they were before. */
  readonly back: (before: readonly Card[]) => readonly BulkStep[]
}

export interface BulkStep {
  readonly cards: readonly Card[]
  readonly edit: BulkEdit
}

const are = (what: string) => (one: boolean) => `${one ? 'is' : 'are'} ${what}`
const have = (what: string) => (one: boolean) => `${one ? 'has' : 'have'} ${what}`

export function toStatus(status: Pick<Status, 'id' | 'key' | 'name'>): BulkEdit {
  return {
    input: { status: status.key },
    // The server puts them at the end, one behind the other.
    shown: (card, index) => (card.status.id === status.id ? null : { status: { id: status.id, key: status.key }, position: `${LAST}${index.toString().padStart(3, '0')}` }),
    told: () => `moved to ${status.name}`,
    back: (before) => alike(before, (card) => card.status.id, (card) => toStatus({ ...card.status, name: '' })),
  }
}

export function toPriority(priority: Priority): BulkEdit {
  return {
    input: { priority },
    shown: (card) => (card.priority === priority ? null : { priority }),
    told: have(priority === 'NONE' ? 'no priority now' : `${PRIORITY_NAMES[priority].toLowerCase()} priority now`),
    back: (before) => alike(before, (card) => card.priority, (card) => toPriority(card.priority)),
  }
}

export function toAssignee(person: Card['assignedUser']): BulkEdit {
  return {
    input: { assignedUserId: person?.id ?? null },
    shown: (card) => (card.assignedUser?.id === person?.id ? null : { assignedUser: person && { id: person.id, name: person.name } }),
    told: are(person ? `assigned to ${person.name} now` : 'assigned to nobody now'),
    back: (before) => alike(before, (card) => card.assignedUser?.id ?? '', (card) => toAssignee(card.assignedUser)),
  }
}

export function withLabel(label: Pick<Label, 'id' | 'name'>): BulkEdit {
  return {
    input: { addLabelIds: [label.id] },
    shown: (card) => (hasLabel(card, label) ? null : { labels: [...card.labels, { id: label.id }] }),
    told: have(`the label ${label.name} now`),
    back: (before) => [{ cards: before, edit: withoutLabel(label) }],
  }
}

export function withoutLabel(label: Pick<Label, 'id' | 'name'>): BulkEdit {
  return {
    input: { removeLabelIds: [label.id] },
    shown: (card) => (hasLabel(card, label) ? { labels: card.labels.filter(({ id }) => id !== label.id) } : null),
    told: have(`the label ${label.name} no more`),
    back: (before) => [{ cards: before, edit: withLabel(label) }],
  }
}

export function dueOn(day: string): BulkEdit {
  return toDue({ dueOn: day, dueAt: null })
}

export function notDue(): BulkEdit {
  return toDue({ dueOn: null, dueAt: null })
}

function toDue(due: Pick<Card, 'dueOn' | 'dueAt'>): BulkEdit {
  const { dueOn, dueAt } = due
  return {
    // Setting one clears the other.
    input: dueAt ? { dueAt } : dueOn ? { dueOn } : { dueOn: null, dueAt: null },
    shown: (card) => (card.dueOn === dueOn && card.dueAt === dueAt ? null : { dueOn, dueAt }),
    told: dueText(due) ? are(`due ${dueText(due)}`) : have('no due date now'),
    back: (before) => alike(before, (card) => `${card.dueOn ?? ''} ${card.dueAt ?? ''}`, (card) => toDue(card)),
  }
}

export function toTrash(): BulkEdit {
  return {
    input: { deleted: true },
    shown: () => ({ deletedAt: new Date().toISOString() }),
    told: are('in the trash'),
    back: (before) => [{ cards: before, edit: fromTrash() }],
  }
}

function fromTrash(): BulkEdit {
  return { input: { deleted: false }, shown: () => ({ deletedAt: null }), told: are('back'), back: (before) => [{ cards: before, edit: toTrash() }] }
}

export function hasLabel(card: Card, label: Pick<Label, 'id'>): boolean {
  return card.labels.some(({ id }) => id === label.id)
}

/** One step for all cards that had the same value. */
function alike(cards: readonly Card[], value: (card: Card) => string, edit: (card: Card) => BulkEdit): readonly BulkStep[] {
  const groups = new Map<string, Card[]>()
  for (const card of cards) groups.set(value(card), [...(groups.get(value(card)) ?? []), card])
  return [...groups.values()].map((cards) => ({ cards, edit: edit(cards[0]!) }))
}
