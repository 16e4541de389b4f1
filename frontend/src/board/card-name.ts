import type { Card, Head } from './model'
import { PRIORITY_NAMES } from './priority'

interface Circumstances {
  /** Those who have it open. */
  readonly viewers: ReadonlyArray<{ readonly name: string }>
  readonly selected: boolean
}

/** What a screen reader says of a card. */
export function cardName(card: Card, head: Head, { viewers, selected }: Circumstances): string {
  const labels = head.labels.filter((label) => card.labels.some(({ id }) => id === label.id)).map((label) => label.name)
  return [
    card.title,
    card.ref,
    card.priority !== 'NONE' && `${PRIORITY_NAMES[card.priority]} priority`,
    card.assignedUser && `assigned to ${card.assignedUser.name}`,
    labels.length > 0 && `labels ${labels.join(', ')}`,
    (card.dueOn ?? card.dueAt) && `due ${card.dueOn ?? card.dueAt?.slice(0, 10)}`,
    card.commentCount > 0 && (card.commentCount === 1 ? '1 comment' : `${card.commentCount} comments`),
    viewers.length > 0 && `open at ${viewers.map(({ name }) => name).join(' and ')}`,
    selected && 'selected',
  ]
    .filter(Boolean)
    .join(', ')
}
