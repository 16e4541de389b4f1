import { useSyncExternalStore } from 'react'

const STEPS: ReadonlyArray<[seconds: number, unit: Intl.RelativeTimeFormatUnit]> = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
]
const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** How long ago an instant was, in words; a date when it was weeks ago. */
export function agoText(at: string, now: number): string {
  const seconds = (Date.parse(at) - now) / 1000
  if (seconds < -20 * 86_400) return new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
  for (const [size, unit] of STEPS) {
    if (Math.abs(seconds) >= size) return words.format(Math.round(seconds / size), unit)
  }
  return 'just now'
}

/** One clock for all: it ticks once a minute while anything shows a time. */
function everyMinute(tell: () => void): () => void {
  const timer = setInterval(tell, 60_000)
  return () => clearInterval(timer)
}
const thisMinute = () => Math.floor(Date.now() / 60_000) * 60_000

export function Ago({ at }: { at: string }) {
  useSyncExternalStore(everyMinute, thisMinute)
  return (
    <time dateTime={at} title={new Date(at).toLocaleString('en-GB')}>
      {agoText(at, Date.now())}
    </time>
  )
}
