import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { TaskByRefDocument } from '../api/generated'
import { useQuery } from '../app/use-query'
import { useTitle } from '../app/use-title'
import { More, Refusal } from '../ui/page-parts'
import { referenceIn } from './reference'
import { TaskList } from './task-list'
import { useTaskPages } from './use-task-pages'

export function SearchPage() {
  const { q = '' } = useSearch({ from: '/signed-in/search' })
  const navigate = useNavigate()
  const [text, setText] = useState(q)
  const { items: tasks, hasMore, error, more } = useTaskPages(q ? { text: q } : null, { by: 'UPDATED_AT', direction: 'DESC' })
  const ref = referenceIn(q)
  const { data } = useQuery(TaskByRefDocument, ref ? { ref } : null)
  const named = ref && data?.task && !data.task.deletedAt ? data.task : null
  const found = named ? [named, ...(tasks ?? []).filter(({ id }) => id !== named.id)] : tasks
  useTitle(q ? `Search: ${q}` : 'Search')

  useEffect(() => setText(q), [q])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === q) return
    const timer = setTimeout(() => void navigate({ to: '/search', search: { q: wanted || undefined }, replace: true }), 250)
    return () => clearTimeout(timer)
  }, [text, q, navigate])

  return (
    <main className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-4xl gap-4 px-4 py-8">
        <h1 className="text-2xl font-bold">Search</h1>
        <input type="search" aria-label="Words to find" autoFocus placeholder="Words in titles, descriptions and comments, or a reference such as WEB-12" value={text} onChange={(event) => setText(event.target.value)} className="field h-10" />
        {error && <Refusal>{error.message}</Refusal>}
        {q && found?.length === 0 && !error && <p className="text-soft">No task of your projects has all of these words.</p>}
        {found && found.length > 0 && <TaskList tasks={found} label="Found tasks" />}
        {hasMore && <More onMore={more} />}
      </div>
    </main>
  )
}
