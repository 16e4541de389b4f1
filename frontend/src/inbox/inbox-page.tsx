import { Link } from '@tanstack/react-router'
import { useState, useSyncExternalStore } from 'react'
import { inbox } from '../app/services'
import { useTitle } from '../app/use-title'
import { Ago } from '../ui/ago'
import { Avatar } from '../ui/avatar'
import { Button, IconButton } from '../ui/button'
import { Loading, More, Nothing } from '../ui/page-parts'
import type { Notification } from './store'

export function InboxPage() {
  useTitle('Inbox')
  const { items, unread, next, read } = useSyncExternalStore(inbox.subscribe, inbox.state)
  const [unreadOnly, setUnreadOnly] = useState(false)
  const shown = unreadOnly ? items.filter((item) => !item.readAt) : items

  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-3xl gap-4 px-4 py-8">
        <header className="flex flex-wrap items-center gap-3">
          <h1 className="flex-1 text-2xl font-bold">Inbox</h1>
          <label className="flex items-center gap-1.5 text-soft">
            <input type="checkbox" checked={unreadOnly} onChange={(event) => setUnreadOnly(event.target.checked)} />
            Unread only
          </label>
          <Button disabled={unread === 0} onClick={() => void inbox.markAllRead()}>
            Mark all read
          </Button>
        </header>
        {!read && <Loading />}
        {read && shown.length === 0 && <Nothing>{unreadOnly ? 'Everything has been read.' : 'Nothing yet. You are told here when somebody assigns you a task, mentions you, or changes what you watch.'}</Nothing>}
        {shown.length > 0 && (
          <ul aria-label="Notifications" className="overflow-hidden rounded-xl border border-line bg-surface">
            {shown.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </ul>
        )}
        {next && <More name="Earlier" onMore={() => void inbox.readMore()} />}
      </div>
    </main>
  )
}

function Row({ item }: { item: Notification }) {
  const unread = !item.readAt
  const markRead = () => unread && void inbox.markRead([item.id])
  const text = (
    <>
      <span className={`block leading-snug [overflow-wrap:anywhere] ${unread ? 'font-semibold' : 'text-soft'}`}>{item.message}</span>
      <span className="block text-faint">
        {item.project && `${item.project.name}, `}
        <Ago at={item.createdAt} />
      </span>
    </>
  )
  const place = 'min-w-0 flex-1 py-3'
  return (
    <li className="relative flex items-center gap-3 border-t border-line pl-5 pr-3 first:border-t-0 hover:bg-tint/60">
      {unread && <span className="absolute inset-y-2 left-1.5 w-1 rounded-full bg-lane" aria-hidden="true" />}
      {item.actor ? <Avatar person={item.actor} size={28} /> : <span className="size-7" />}
      {item.project && item.task ? (
        <Link to="/projects/$key/$ref" params={{ key: item.project.key, ref: item.task.ref }} onClick={markRead} className={place}>
          {text}
        </Link>
      ) : item.project ? (
        <Link to="/projects/$key" params={{ key: item.project.key }} onClick={markRead} className={place}>
          {text}
        </Link>
      ) : (
        <span className={place}>{text}</span>
      )}
      {unread && <IconButton icon="check" label="Mark read" onClick={markRead} />}
    </li>
  )
}
