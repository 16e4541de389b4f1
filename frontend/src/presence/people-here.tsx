import { Link } from '@tanstack/react-router'
import { useCard, useHead } from '../board/context'
import { Avatar } from '../ui/avatar'
import type { Here } from './audience'
import { useOthersHere } from './use-presence'

/** How many faces are shown before the rest is only counted. */
const HANDFUL = 5

/** Who else looks at the board. A face whose person has a task open leads to that task. */
export function PeopleHere() {
  const { others, unnamed } = useOthersHere()
  if (others.length === 0) return null
  const crowd = others.length + unnamed > HANDFUL
  const shown = crowd ? others.slice(0, HANDFUL - 1) : others
  const rest = others.slice(shown.length)
  const names = [...rest.map(({ user }) => user.name), ...(unnamed > 0 ? [`${unnamed} others`] : [])].join(', ')
  return (
    <ul aria-label="People here" className="flex shrink-0 items-center gap-1.5 px-1 max-sm:order-1">
      {shown.map((here) => (
        <li key={here.user.id} className="grid">
          {here.taskId ? <AtTask here={here} taskId={here.taskId} /> : <Face here={here} where="the board" />}
        </li>
      ))}
      {crowd && (
        <li title={names} className="grid h-7 min-w-7 place-items-center rounded-full bg-sunk px-1.5 text-xs font-bold text-soft ring-2 ring-lane">
          <span aria-hidden="true">+{rest.length + unnamed}</span>
          <span className="sr-only">{names}</span>
        </li>
      )}
    </ul>
  )
}

function AtTask({ here, taskId }: { here: Here; taskId: string }) {
  const head = useHead()
  const card = useCard(taskId)
  if (!card?.ref) return <Face here={here} where="a task" />
  return (
    <Link to="/projects/$key/$ref" params={{ key: head.key, ref: card.ref }} search preload={false} className="rounded-full">
      <Face here={here} where={card.ref} />
    </Link>
  )
}

function Face({ here, where }: { here: Here; where: string }) {
  const name = `${here.user.name}, looking at ${where}`
  return (
    <span className="grid rounded-full ring-2 ring-lane">
      <Avatar person={here.user} size={26} title={name} />
      <span className="sr-only">{name}</span>
    </span>
  )
}
