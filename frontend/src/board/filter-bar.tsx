import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../ui/button'
import { type BoardSearch, UNFILTERED } from './address'
import { useHead, useMembers } from './context'
import { DUE_FILTERS } from './due-filter'
import { PRIORITIES, PRIORITY_NAMES } from './priority'
import { useBoardSearch, useChangeSearch } from './use-view'

/** Typing pauses for so long, in milliseconds, before it is looked for. */
const PAUSE = 250

/** Shows a part of the project: by words, assignee, label, priority or due date. On a narrow screen behind a button. */
export function FilterBar() {
  const head = useHead()
  const members = useMembers()
  const search = useBoardSearch()
  const change = useChangeSearch()
  const filtered = Object.keys(UNFILTERED).some((name) => search[name as keyof BoardSearch] !== undefined)
  const [open, setOpen] = useState(filtered)

  return (
    <>
      <IconButton icon="filter" label="Filter" aria-expanded={open} onClick={() => setOpen(!open)} className={`order-3 ml-auto sm:hidden ${filtered ? 'text-link!' : ''}`} />
      <search aria-label="Filter the tasks" className={`flex min-w-0 flex-1 items-center justify-end gap-1.5 max-sm:order-4 max-sm:grid max-sm:w-full max-sm:flex-none max-sm:pb-2 ${filtered ? 'max-sm:grid-cols-[1fr_1fr_auto]' : 'max-sm:grid-cols-2'} ${open ? '' : 'max-sm:hidden'}`}>
        <WordsFilter />
        <Choice label="Filter by assignee" value={search.assignee} onChange={(assignee) => change({ assignee })} all="Assignee" options={[['me', 'Me'], ['none', 'Unassigned'], ...members.map(({ user }) => [user.id, user.name] as const)]} />
        {head.labels.length > 0 && <Choice label="Filter by label" value={search.label} onChange={(label) => change({ label })} all="Label" options={head.labels.map(({ id, name }) => [id, name] as const)} />}
        <Choice label="Filter by priority" value={search.priority} onChange={(priority) => change({ priority })} all="Priority" options={PRIORITIES.map((priority) => [priority, PRIORITY_NAMES[priority]] as const)} />
        <Choice label="Filter by due date" value={search.due} onChange={(due) => change({ due })} all="Due" options={DUE_FILTERS} />
        {filtered && <IconButton icon="close" label="Clear the filter" className="max-sm:col-start-3 max-sm:row-span-3 max-sm:row-start-1" onClick={() => change(UNFILTERED)} />}
      </search>
    </>
  )
}

function WordsFilter() {
  const { q = '' } = useBoardSearch()
  const change = useChangeSearch()
  const [text, setText] = useState(q)
  const shown = useRef(q)
  useEffect(() => {
    // The address has changed by other means than this field.
    if (q !== shown.current) setText(q)
    shown.current = q
  }, [q])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === shown.current) return
    const timer = setTimeout(() => {
      shown.current = wanted
      change({ q: wanted || undefined })
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [text, change])
  return <input type="search" aria-label="Filter by text" placeholder="Filter" value={text} onChange={(event) => setText(event.target.value)} className="field h-8 w-28 min-w-16 shrink max-sm:col-span-2 max-sm:w-full" />
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
  /** What is shown when nothing is chosen. */
  readonly all: string
  readonly options: ReadonlyArray<readonly [value: Value, name: string]>
}

function Choice<Value extends string>({ label, value, onChange, all, options }: ChoiceProps<Value>) {
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange((event.target.value || undefined) as Value | undefined)}
      className={`h-8 w-26 min-w-14 shrink rounded-md border bg-surface px-1.5 max-sm:w-full ${value ? 'border-link text-ink' : 'border-line text-soft'}`}
    >
      <option value="">{all}</option>
      {options.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  )
}
