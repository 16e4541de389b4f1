import { Icon } from '../ui/icon'
import { dueState, dueText } from './due'

interface Props {
  readonly due: { readonly dueOn: string | null; readonly dueAt: string | null }
  /** What is done or canceled is not late any more. */
  readonly closed: boolean
  readonly icon?: boolean
}

/** A due date in short, coloured by how near it is; nothing without one. */
export function DueMark({ due, closed, icon = false }: Props) {
  const text = dueText(due)
  if (!text) return null
  const state = dueState(due)
  const colour = closed || state === 'later' ? 'text-faint' : state === 'overdue' ? 'font-semibold text-danger' : 'font-semibold text-warn'
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap ${colour}`}>
      {icon && <Icon name="calendar" size={12} />}
      <span>{text}</span>
    </span>
  )
}
