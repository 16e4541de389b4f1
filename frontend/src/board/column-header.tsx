import { IconButton } from '../ui/button'
import type { Status } from './model'

interface Props {
  readonly status: Status
  readonly count: number
  /** Null for those who may not add tasks. */
  readonly onCompose: (() => void) | null
}

export function ColumnHeader({ status, count, onCompose }: Props) {
  const over = status.wipLimit !== null && count > status.wipLimit
  return (
    <header className="grid gap-1.5 px-3 pb-2 pt-2.5">
      <div className="flex h-7 items-center gap-2">
        <h2 className="min-w-0 truncate font-bold leading-snug">{status.name}</h2>
        <span className={`font-mono text-[0.8rem] leading-none ${over ? 'font-bold text-warn' : 'text-faint'}`} title={over ? 'More tasks than the limit of this column' : undefined}>
          {count}
          {status.wipLimit !== null && `/${status.wipLimit}`}
        </span>
        <span className="flex-1" />
        {onCompose && <IconButton icon="plus" label={`New task in ${status.name}`} onClick={onCompose} className="-mr-1.5 !size-7" />}
      </div>
      <Rope status={status} count={count} />
    </header>
  )
}

/** The line below a column's name. With a limit it is a row of floats that fill up. */
function Rope({ status, count }: { status: Status; count: number }) {
  const limit = status.wipLimit
  if (limit === null || limit > 24 || limit < 1) return <div aria-hidden="true" className="h-[3px] rounded-full" style={{ background: status.color }} />
  const over = count > limit
  return (
    <div aria-hidden="true" className="flex h-[3px] gap-[3px]">
      {Array.from({ length: limit }, (_, index) => (
        <span key={`float-${index.toString()}`} className={`flex-1 rounded-full ${over ? 'bg-lane' : ''}`} style={over ? undefined : { background: status.color, opacity: index < count ? 1 : 0.25 }} />
      ))}
    </div>
  )
}
