import type { Priority } from '../api/generated'

export const PRIORITIES: readonly Priority[] = ['URGENT', 'HIGH', 'MEDIUM', 'LOW', 'NONE']

export const PRIORITY_NAMES: Record<Priority, string> = { URGENT: 'Urgent', HIGH: 'High', MEDIUM: 'Medium', LOW: 'Low', NONE: 'No priority' }

const BARS: Record<Priority, number> = { URGENT: 3, HIGH: 3, MEDIUM: 2, LOW: 1, NONE: 0 }

/** A priority as rising bars; urgent ones are red. */
export function PriorityBars({ priority }: { priority: Priority }) {
  const lit = BARS[priority]
  const color = priority === 'URGENT' ? 'text-danger' : 'text-soft'
  return (
    <svg viewBox="0 0 14 14" width={14} height={14} aria-hidden="true" className={`shrink-0 ${color}`}>
      {[0, 1, 2].map((bar) => (
        <rect key={bar} x={1 + bar * 4.5} y={9 - bar * 3.5} width={3} height={4 + bar * 3.5} rx={1} fill="currentColor" opacity={bar < lit ? 1 : 0.22} />
      ))}
    </svg>
  )
}
