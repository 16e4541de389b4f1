import { Avatar } from '../ui/avatar'
import type { Person } from './audience'

const MOST = 3

/** Faces on the right edge of a card or line, of those who have its task open. The card's name tells others of them. */
export function CardViewers({ people, className = '-right-1.5' }: { people: readonly Person[]; className?: string }) {
  if (people.length === 0) return null
  return (
    <span aria-hidden="true" className={`pointer-events-none absolute top-1/2 z-10 grid -translate-y-1/2 -space-y-1 ${className}`}>
      {people.slice(0, MOST).map((person) => (
        <span key={person.id} className="grid rounded-full ring-2 ring-lane">
          <Avatar person={person} size={16} />
        </span>
      ))}
    </span>
  )
}
