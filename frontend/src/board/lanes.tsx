import { useRef } from 'react'
import { Column } from './column'
import { useHead, useProject } from './context'
import { EmptyBoard } from './empty-board'
import { useBoardDrag } from './use-board-drag'

interface Props {
  /** The column in which a new task is being typed. */
  readonly composing: string | null
  readonly onCompose: (statusId: string | null) => void
}

/** The columns of the board, side by side. */
export function Lanes({ composing, onCompose }: Props) {
  const head = useHead()
  const lanes = useRef<HTMLElement>(null)
  useBoardDrag(lanes, useProject())
  return (
    <main ref={lanes} aria-label="Board" className="flex min-w-0 flex-1 snap-x snap-mandatory overflow-x-auto overflow-y-hidden scroll-smooth sm:snap-none">
      {head.statuses.map((status, index) => (
        <Column key={status.id} status={status} first={index === 0} composing={composing === status.id} onCompose={onCompose} />
      ))}
      <EmptyBoard />
    </main>
  )
}
