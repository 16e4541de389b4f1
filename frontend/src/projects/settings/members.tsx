import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type MemberRole, RemoveMemberDocument, SetMemberDocument } from '../../api/generated'
import { client } from '../../app/services'
import { useSubmit } from '../../app/use-submit'
import { useViewer } from '../../app/use-session'
import { useHead, useMembers } from '../../board/context'
import { Avatar } from '../../ui/avatar'
import { Button } from '../../ui/button'
import { Confirm } from '../../ui/confirm'
import { SelectField, TextField } from '../../ui/field'
import { Section } from '../../ui/section'
import { changeProject } from './change-project'

const ROLES: ReadonlyArray<[MemberRole, string]> = [
  ['OWNER', 'Owner'],
  ['EDITOR', 'Editor'],
  ['COMMENTER', 'Commenter'],
  ['VIEWER', 'Viewer'],
]

export function MemberSettings({ owner }: { owner: boolean }) {
  const head = useHead()
  const members = useMembers()
  const viewer = useViewer()
  const navigate = useNavigate()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<MemberRole>('EDITOR')
  const [leaving, setLeaving] = useState(false)
  const form = useSubmit(['email', 'role'])
  const projectId = head.id

  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (await form.run(() => client.request(SetMemberDocument, { input: { projectId, email: email.trim(), role } }))) setEmail('')
  }
  const leave = async (userId: string) => {
    setLeaving(false)
    if (await changeProject(() => client.request(RemoveMemberDocument, { input: { projectId, userId } }))) await navigate({ to: '/' })
  }

  return (
    <Section title="Members" hint="Editors change tasks, commenters comment, viewers read. Owners may do everything.">
      <ul aria-label="Members" className="divide-y divide-line rounded-lg border border-line bg-surface">
        {members.map(({ id, user, role }) => (
          <li key={id} className="flex items-center gap-x-3 gap-y-1.5 px-4 py-2 max-sm:flex-wrap">
            <Avatar person={user} size={26} />
            <span className="min-w-0 flex-1 truncate max-sm:basis-3/4">
              {user.name}
              {user.disabled && <span className="ml-2 text-faint">disabled</span>}
            </span>
            {owner ? (
              <select
                aria-label={`Role of ${user.name}`}
                value={role}
                onChange={(event) => {
                  const role = event.target.value as MemberRole
                  void changeProject(() => client.request(SetMemberDocument, { input: { projectId, userId: user.id, role } }))
                }}
                className="h-8 rounded-md border border-line bg-surface px-2 max-sm:ml-[2.6rem] max-sm:flex-1"
              >
                {ROLES.map(([value, name]) => (
                  <option key={value} value={value}>
                    {name}
                  </option>
                ))}
              </select>
            ) : (
              <span className="text-soft">{ROLES.find(([value]) => value === role)?.[1]}</span>
            )}
            {user.id === viewer?.id ? (
              <Button className="w-[5.5rem]" onClick={() => setLeaving(true)}>
                Leave
              </Button>
            ) : (
              owner && (
                <Button className="w-[5.5rem]" aria-label={`Remove ${user.name}`} onClick={() => void changeProject(() => client.request(RemoveMemberDocument, { input: { projectId, userId: user.id } }))}>
                  Remove
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {leaving && viewer && (
        <Confirm title={`Leave ${head.name}?`} deed="Leave project" onConfirm={() => void leave(viewer.id)} onClose={() => setLeaving(false)}>
          You see nothing of it any more until one of its owners adds you again.
        </Confirm>
      )}
      {owner && !head.archivedAt && (
        <form onSubmit={(event) => void add(event)} className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_9rem_auto]">
          <TextField label="E-mail" type="email" required placeholder="E-mail of somebody with an account" value={email} onChange={(event) => setEmail(event.target.value)} error={form.fieldError('email') ?? form.error} />
          <SelectField label="Role" value={role} onChange={(event) => setRole(event.target.value as MemberRole)}>
            {ROLES.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </SelectField>
          <Button type="submit" busy={form.busy} className="sm:mt-[1.7rem] sm:!h-[calc(2.29rem+2px)]">
            Add member
          </Button>
        </form>
      )}
    </Section>
  )
}
