/** Outlines on a 16 by 16 grid, drawn for this app. */
const SHAPES = {
  plus: 'M8 3v10M3 8h10',
  minus: 'M3.500 8h9',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.8 10.8 14 14',
  inbox: 'M2.5 9.5 4.6 3.6h6.8l2.1 5.9v3H2.5v-3ZM2.5 9.5h3.2l.9 1.6h2.8l.9-1.6h3.2',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  check: 'M3 8.5 6.5 12 13 4.5',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  comment: 'M2.5 3.5h11v7.5H7l-3 2.5V11H2.5V3.5Z',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6',
  trash: 'M3 4.5h10M6.2 4.5V3h3.6v1.5M4.3 4.5l.6 8.5h6.2l.6-8.5M6.8 7v3.6M9.2 7v3.6',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8ZM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z',
  settings: 'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  left: 'M13 8H3M7 4 3 8l4 4',
  right: 'M3 8h10M9 4l4 4-4 4',
  user: 'M8 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2ZM3 13.5c.5-2.3 2.4-3.5 5-3.5s4.5 1.2 5 3.5',
  filter: 'M2.500 3.500h11L9.500 8.500v4l-3 1.500V8.500L2.500 3.500Z',
  column: 'M3 2.500h10v11H3v-11ZM3 6h10',
  bars: 'M3.500 13v-3M8 13V7M12.500 13V3.500',
  list: 'M5.5 4.500h8M5.5 8h8M5.5 11.500h8M2.5 4.500h.01M2.5 8h.01M2.5 11.500h.01',
  pencil: 'M3 13l.6-2.600L10.6 3.400a1.2 1.2 0 0 1 1.7 0l.3.300a1.2 1.2 0 0 1 0 1.700L5.6 12.4 3 13Z',
  branch: 'M4.5 3v6.500a2 2 0 0 0 2 2H12M9.5 9 12 11.5 9.5 14',
  calendar: 'M2.5 4h11v9.500h-11V4ZM2.5 7h11M5.5 2.300V5M10.5 2.300V5',
  tag: 'M2.5 7.800V2.500h5.300l6 6-5.3 5.3-6-6ZM5.2 5.200h.01',
} as const

export type IconName = keyof typeof SHAPES

export function Icon({ name, size = 16, className = '' }: { name: IconName; size?: number; className?: string }) {
  const dotted = name === 'more' || name === 'list' || name === 'tag'
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={dotted && name === 'more' ? 2.2 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={SHAPES[name]} />
    </svg>
  )
}
