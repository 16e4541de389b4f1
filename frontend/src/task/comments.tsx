import { type FormEvent, useEffect, useState } from 'react'
import { patiently } from '../api/client'
import { asApiError } from '../api/errors'
import { AddCommentDocument, type CommentPartsFragment, EarlierCommentsDocument } from '../api/generated'
import { uuid } from '../api/uuid'
import { client, toasts } from '../app/services'
import { useViewer } from '../app/use-session'
import { useRights } from '../board/context'
import { Button } from '../ui/button'
import { CTRL } from '../ui/keys'
import { CommentView } from './comment-view'
import { MentionArea } from './mention-area'
import { useDraft } from './use-draft'
import type { OpenTask, TaskDetail } from './use-task'

export function Comments({ open, task }: { open: OpenTask; task: TaskDetail }) {
  const viewer = useViewer()
  const { comment: allowed } = useRights()
  const [draft, keep] = useDraft<string>(`${task.id}/comment`)
  const text = draft ?? ''
  const [sending, setSending] = useState<readonly CommentPartsFragment[]>([])
  const [earlier, setEarlier] = useState<readonly CommentPartsFragment[]>([])
  const [before, setBefore] = useState<string | null>(null)
  const known = new Set(task.comments.nodes.map((comment) => comment.id))
  const all = [...earlier.filter((comment) => !known.has(comment.id)), ...task.comments.nodes, ...sending.filter((comment) => !known.has(comment.id))]
  const { hasPreviousPage, startCursor } = task.comments.pageInfo

  useEffect(() => {
    if (earlier.length === 0) setBefore(hasPreviousPage ? startCursor : null)
  }, [earlier.length, hasPreviousPage, startCursor])

  const showEarlier = async () => {
    if (!before) return
    const { task: answer } = await client.request(EarlierCommentsDocument, { id: task.id, before })
    if (!answer) return
    setEarlier([...answer.comments.nodes, ...earlier])
    setBefore(answer.comments.pageInfo.hasPreviousPage ? answer.comments.pageInfo.startCursor : null)
  }

  const send = async () => {
    const body = text.trim()
    if (!body || !viewer) return
    const id = uuid()
    const comment = { id, body, createdAt: new Date().toISOString(), editedAt: null, author: { id: viewer.id, name: viewer.name } }
    setSending((sending) => [...sending, comment])
    keep(null)
    try {
      await patiently(() => client.request(AddCommentDocument, { input: { id, taskId: task.id, body } }), true)
      await open.reload()
    } catch (reason) {
      // Back into the field it came from, unless something new is being written there.
      keep((now) => now || body)
      toasts.show('error', `The comment was not sent. ${asApiError(reason).message}`)
    } finally {
      setSending((sending) => sending.filter((other) => other.id !== id))
    }
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send()
  }

  return (
    <section aria-label="Comments" className="mb-6">
      <h2 className="mb-1 flex h-8 items-center font-semibold text-soft">Comments</h2>
      {before && <Button onClick={() => void showEarlier()}>Show earlier comments</Button>}
      <ol className="grid gap-4">
        {all.map((comment) => (
          <CommentView key={comment.id} comment={comment} sending={sending.some((other) => other.id === comment.id)} onChanged={open.reload} />
        ))}
      </ol>
      {allowed && (
        <form onSubmit={submit} className={`grid gap-2 ${all.length > 0 ? 'mt-4' : ''}`}>
          <MentionArea label="Comment" value={text} onChange={(text) => keep(text || null)} placeholder="Write a comment. @ mentions a member" onSubmit={() => void send()} />
          <div className="flex items-center gap-3">
            <Button type="submit" tone="sign" disabled={!text.trim()}>
              Comment
            </Button>
            <span className="text-faint [@media(hover:none)]:hidden">{CTRL}+Enter sends</span>
          </div>
        </form>
      )}
    </section>
  )
}
