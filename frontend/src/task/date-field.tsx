import { type ChangeEvent, useEffect, useState } from 'react'
import { FIRST_DAY, LAST_DAY } from '../board/due'

interface Props {
  readonly label: string
  readonly day: string | null
  readonly editable: boolean
  /** Called with null when the day is taken away. */
  readonly onChange: (day: string | null) => void
}

/** A day that looks like plain text until it is pointed at. */
export function DateField({ label, day, editable, onChange }: Props) {
  // What is being typed is kept here: a year has been typed wrongly until its last digit is there.
  const [text, setText] = useState(day ?? '')
  useEffect(() => setText(day ?? ''), [day])
  if (!editable && !day) return <span className="flex min-h-8 items-center text-faint">None</span>

  const type = ({ target: { value, validity } }: ChangeEvent<HTMLInputElement>) => {
    setText(value)
    if (validity.valid && value !== (day ?? '')) onChange(value || null)
  }
  return (
    <input
      type="date"
      aria-label={label}
      disabled={!editable}
      value={text}
      min={FIRST_DAY}
      max={LAST_DAY}
      onChange={type}
      onBlur={() => setText(day ?? '')}
      className={`-ml-2 h-8 rounded-md border border-transparent bg-transparent px-2 enabled:hover:border-line ${text ? '' : 'text-faint'}`}
    />
  )
}
