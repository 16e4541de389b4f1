import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { announcer } from '../app/services'
import { useProject } from './context'
import type { Status } from './model'

/**
 * The field in which a new task is typed, at the top of its column. Enter makes it and leaves the field open for
 * the next one, which goes below it, so that a list typed in order stays in order.
 */
export function Composer({ status, onDone }: { status: Status; onDone: () => void }) {
  const { sync, actions } = useProject()
  const [title, setTitle] = useState('')
  const last = useRef<string | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    field.current?.focus()
    field.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [])

  const submit = () => {
    const text = title.replace(/\s+/g, ' ').trim()
    if (!text) return
    const { ids } = sync.store.column(status.id)
    const after = last.current && ids.includes(last.current) ? last.current : null
    last.current = actions.create(text, { status, after, before: after ? null : (ids[0] ?? null) })
    setTitle('')
    announcer.say(`Created ${text} in ${status.name}`)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      onDone()
    }
  }

  return (
    <div className="my-1 rounded-card border-2 border-lane bg-surface p-2 shadow-card">
      <label className="sr-only" htmlFor={`title-${status.id}`}>
        Title
      </label>
      <textarea
        id={`title-${status.id}`}
        ref={field}
        rows={2}
        maxLength={500}
        value={title}
        placeholder="What is to be done?"
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (!title.trim()) afterPress(onDone)
        }}
        className="block w-full resize-none bg-transparent outline-none placeholder:text-faint"
      />
      <p className="text-xs text-faint">Enter creates it, Esc ends</p>
    </div>
  )
}

/**
 * Runs at once, or when a press that has just begun is over and its click is done: cards that move up while they are
 * being pressed would not be under the pointer any more, and the click would be lost.
 */
function afterPress(run: () => void): void {
  if (!document.querySelector(':active')) return run()
  const over = new AbortController()
  for (const end of ['pointerup', 'pointercancel']) {
    const onEnd = () => {
      over.abort()
      setTimeout(run)
    }
    document.addEventListener(end, onEnd, { signal: over.signal })
  }
}
