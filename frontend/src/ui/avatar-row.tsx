import { Avatar } from './avatar'

interface Person {
  readonly id: string
  readonly name: string
}

interface Props {
  readonly people: readonly Person[]
  /** What the people have in common, as the name of the list. */
  readonly label: string
  readonly size?: number
  /** How many are shown before the rest is only counted. */
  readonly most?: number
}

/** People side by side, in a row. */
export function AvatarRow({ people, label, size = 22, most = 5 }: Props) {
  if (people.length === 0) return null
  const shown = people.length > most ? people.slice(0, most - 1) : people
  const rest = people.slice(shown.length)
  return (
    <ul aria-label={label} className="flex items-center gap-1">
      {shown.map((person) => (
        <li key={person.id} className="grid rounded-full">
          <Avatar person={person} size={size} />
          <span className="sr-only">{person.name}</span>
        </li>
      ))}
      {rest.length > 0 && (
        <li title={rest.map(({ name }) => name).join(', ')} className="grid rounded-full bg-sunk px-1.5 text-xs font-bold text-soft" style={{ height: size, lineHeight: `${size}px` }}>
          <span aria-hidden="true">+{rest.length}</span>
          <span className="sr-only">{rest.map(({ name }) => name).join(', ')}</span>
        </li>
      )}
    </ul>
  )
}
