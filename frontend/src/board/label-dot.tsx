import type { Label } from './model'

/** A label: its colour as a dot, its name in the ink of the page, so that every colour stays readable. */
export function LabelDot({ label }: { label: Label }) {
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1 rounded-full border border-line py-[0.05rem] pl-1.5 pr-2 text-xs leading-[1.4] text-soft">
      <span className="size-2 shrink-0 rounded-full ring-1 ring-ink/15" style={{ background: label.color }} />
      <span className="truncate">{label.name}</span>
    </span>
  )
}
