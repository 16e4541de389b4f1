import { useState } from 'react'
import { asApiError } from '../api/errors'
import { type CommentPartsFragment, DeleteCommentDocument, UpdateCommentDocument } from '../api/generated'
import { client, toasts } from '../app/services'
import { useViewer } from '../app/use-session'
import { useRights } from '../board/context'
import { Markdown } from '../markdown/markdown'
import { Ago } from '../ui/ago'
import { Avatar } from '../ui/avatar'
import { Button, IconButton } from '../ui/button'
import { Confirm } from '../ui/confirm'
import { MentionArea } from './mention-area'
import { useDraft } from './use-draft'

interface Props {
  readonly comment: CommentPartsFragment
  readonly sending: boolean
  readonly onChanged: () => Promise<unknown>
}

export function CommentView({ comment, sending, onChanged }: Props) {
  const viewer = useViewer()
  const { comment: allowed, owner } = useRights()
  const [draft, setDraft] = useDraft<string>(`comment/${comment.id}`)
  const [entered, setEntered] = useState(false)
  const [busy, setBusy] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const own = comment.author.id === viewer?.id && allowed

  const run = async (change: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await change()
      await onChanged()
      setDraft(null)
    } catch (reason) {
      toasts.show('error', asApiError(reason).message)
    } finally {
      setBusy(false)
    }
  }
  const begin = () => {
    setEntered(true)
    setDraft(comment.body)
  }
  const save = () => {
    const body = draft?.trim()
    if (body) void run(() => client.request(UpdateCommentDocument, { input: { id: comment.id, body } }))
  }

  const remove = () => {
    setDeleting(false)
    void run(() => client.request(DeleteCommentDocument, { id: comment.id }))
  }

  return (
    <li className={`group/comment grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-2.5 ${sending ? 'opacity-60' : ''}`}>
      <Avatar person={comment.author} size={26} />
      <div className="min-w-0">
        <div className="flex min-h-7 items-center gap-2">
          <span className="min-w-0 truncate font-semibold">{comment.author.name}</span>
          <span className="text-faint">
            {sending ? 'sending…' : <Ago at={comment.createdAt} />}
            {comment.editedAt && ', edited'}
          </span>
          <span className="flex-1" />
          {!sending && draft === null && (
            <span className="flex opacity-0 transition-opacity focus-within:opacity-100 group-hover/comment:opacity-100 [@media(hover:none)]:opacity-100">
              {own && <IconButton icon="pencil" label="Edit comment" onClick={begin} className="!size-7" />}
              {(own || owner) && <IconButton icon="trash" label="Delete comment" disabled={busy} onClick={() => setDeleting(true)} className="!size-7" />}
            </span>
          )}
        </div>
        {draft === null ? (
          <Markdown>{comment.body}</Markdown>
        ) : (
          <div className="grid gap-2">
            <MentionArea label="Edit comment" value={draft} onChange={setDraft} autoFocus={entered} onSubmit={save} onEscape={draft === comment.body ? () => setDraft(null) : undefined} />
            <div className="flex gap-2">
              <Button tone="sign" busy={busy} onClick={save}>
                Save
              </Button>
              <Button onClick={() => setDraft(null)}>Cancel</Button>
            </div>
          </div>
        )}
        {deleting && (
          <Confirm title={own ? 'Delete your comment?' : `Delete the comment of ${comment.author.name}?`} deed="Delete comment" onConfirm={remove} onClose={() => setDeleting(false)}>
            It cannot be brought back.
          </Confirm>
        )}
      </div>
    </li>
  )
}
