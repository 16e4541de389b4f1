import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useMembers } from '../board/context'
import { Avatar } from '../ui/avatar'
import { findMention, insertMention, type MentionQuery } from './mention'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly rows?: number
  readonly placeholder?: string
  readonly autoFocus?: boolean
  /** Ctrl or Cmd and Enter. */
  readonly onSubmit: () => void
  readonly onEscape?: (() => void) | undefined
}

const SUGGESTIONS = 6

/** A field for Markdown. `@` and the beginning of a name offers the members of the project. */
export function MentionArea({ label, value, onChange, rows = 3, placeholder, autoFocus, onSubmit, onEscape }: Props) {
  const members = useMembers()
  const list = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const [query, setQuery] = useState<MentionQuery | null>(null)
  const [picked, setPicked] = useState(0)
  const wanted = query?.text.toLowerCase() ?? ''
  const found = query ? members.filter(({ user }) => !user.disabled && user.name.toLowerCase().split(/\s+/).some((word) => word.startsWith(wanted))).slice(0, SUGGESTIONS) : []

  const look = () => {
    const { current } = field
    if (!current) return
    setQuery(findMention(current.value, current.selectionStart))
    setPicked(0)
  }

  const choose = (index: number) => {
    const member = found[index]
    if (!query || !member) return
    const next = insertMention(value, query, member.user)
    // Before the next key arrives: put anywhere later, the caret would jump back under the hands of who writes on.
    flushSync(() => {
      onChange(next.text)
      setQuery(null)
    })
    field.current?.focus()
    field.current?.setSelectionRange(next.caret, next.caret)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (found.length > 0) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        return setPicked((index) => (index + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length)
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) {
        event.preventDefault()
        return choose(picked)
      }
      if (event.key === 'Escape') {
        event.preventDefault()
        return setQuery(null)
      }
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onSubmit()
    } else if (event.key === 'Escape') {
      // Escape closes the panel: not while something would be lost by it.
      event.preventDefault()
      if (onEscape) onEscape()
      else field.current?.blur()
    }
  }

  return (
    <div className="relative">
      <textarea
        ref={field}
        aria-label={label}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${list}-${picked}` : undefined}
        rows={rows}
        autoFocus={autoFocus}
        maxLength={100_000}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          onChange(event.target.value)
          look()
        }}
        onClick={look}
        onKeyDown={onKeyDown}
        onBlur={() => setQuery(null)}
        className="field block resize-y leading-normal"
      />
      <ul id={list} role="listbox" aria-label="Members" hidden={found.length === 0} className="absolute left-0 top-full z-20 mt-1 w-64 rounded-lg border border-line bg-raised p-1 shadow-lift">
        {found.map(({ user }, index) => (
          <li
            key={user.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === picked}
            data-highlighted={index === picked ? '' : undefined}
            // Pressed, not clicked: a click would first take the focus out of the field.
            onMouseDown={(event) => {
              event.preventDefault()
              choose(index)
            }}
            className="menu-item"
          >
            <Avatar person={user} />
            <span className="truncate">{user.name}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
