import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useSyncExternalStore } from 'react'
import type { Viewer } from '../api/session'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { Menu, MenuHeading, MenuItem, MenuRule } from '../ui/menu'
import { CTRL } from '../ui/keys'
import { Mark } from '../ui/sign'
import { Connection } from './connection'
import { inbox, session } from './services'

const LINK = 'inline-flex h-8 items-center gap-1.5 rounded-md px-2.5 font-semibold text-soft hover:bg-ink/7 hover:text-ink data-[status=active]:text-ink data-[status=active]:bg-ink/7'

interface Props {
  readonly viewer: Viewer
  readonly onShortcuts: () => void
  readonly onPalette: () => void
}

export function TopBar({ viewer, onShortcuts, onPalette }: Props) {
  const navigate = useNavigate()
  const { unread } = useSyncExternalStore(inbox.subscribe, inbox.state)
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-surface px-3">
      <Link to="/" className="mr-2 flex items-center gap-2 rounded-md pr-1 font-bold tracking-tight" aria-label="Tasklane, all projects">
        <Mark />
        <span className="text-base max-sm:hidden">Tasklane</span>
      </Link>
      <nav aria-label="Main" className="flex items-center gap-0.5">
        <Link to="/" className={`${LINK} max-md:hidden`} activeOptions={{ exact: true }}>
          Projects
        </Link>
        <Link to="/my-tasks" className={LINK} title="My tasks" aria-label="My tasks">
          <Icon name="check" className="md:hidden" />
          <span className="max-md:hidden">My tasks</span>
        </Link>
        <Link to="/inbox" className={LINK} aria-label={unread > 0 ? `Inbox, ${unread} unread` : 'Inbox'}>
          <Icon name="inbox" className="md:hidden" />
          <span className="max-md:hidden">Inbox</span>
          {unread > 0 && <span aria-hidden="true" className="min-w-5 rounded-full bg-lane px-1.5 py-1 text-center text-xs font-bold leading-none text-on-lane">{unread > 99 ? '99+' : unread}</span>}
        </Link>
      </nav>
      <Connection />
      <div className="flex-1" />
      <SearchBox />
      <button type="button" onClick={onPalette} aria-label="Commands" aria-keyshortcuts="Control+K Meta+K" title="Commands" className="ml-1 h-8 rounded-md border border-line px-2 font-mono text-xs text-faint hover:border-edge hover:text-ink max-lg:hidden">
        {CTRL} K
      </button>
      <Menu
        align="end"
        label="Account"
        trigger={
          <button type="button" aria-label={`Account of ${viewer.name}`} className="ml-1 rounded-full">
            <Avatar person={viewer} size={28} />
          </button>
        }
      >
        <MenuHeading>
          {viewer.name}
          <br />
          {viewer.email}
        </MenuHeading>
        <MenuItem icon="settings" onSelect={() => void navigate({ to: '/settings' })}>
          Settings
        </MenuItem>
        <MenuItem icon="search" onSelect={onPalette}>
          Commands
        </MenuItem>
        <MenuItem icon="list" onSelect={onShortcuts}>
          Keyboard shortcuts
        </MenuItem>
        <MenuRule />
        {/* By way of the start page: whoever signs in next need not land where this person was. */}
        <MenuItem icon="right" onSelect={() => void navigate({ to: '/' }).then(() => session.signOut())}>
          Sign out
        </MenuItem>
      </Menu>
    </header>
  )
}

function SearchBox() {
  const navigate = useNavigate()
  const box = useRef<HTMLInputElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void navigate({ to: '/search', search: { q: box.current?.value.trim() || undefined } })
  }
  return (
    <search>
      <form onSubmit={submit} className="relative">
        <Icon name="search" className="pointer-events-none absolute left-2 top-2 text-faint" />
        <input ref={box} type="search" data-shortcut="/" aria-label="Search tasks" placeholder="Search" className="field h-8 w-56 pl-8 max-sm:w-32" />
      </form>
    </search>
  )
}
