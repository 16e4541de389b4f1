import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { DeleteProjectDocument, UpdateProjectDocument } from '../../api/generated'
import { client } from '../../app/services'
import { useHead } from '../../board/context'
import { Button } from '../../ui/button'
import { Confirm } from '../../ui/confirm'
import { Section } from '../../ui/section'
import { changeProject } from './change-project'

export function Danger() {
  const head = useHead()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const archived = head.archivedAt !== null

  const remove = async () => {
    if (await changeProject(() => client.request(DeleteProjectDocument, { id: head.id }))) await navigate({ to: '/' })
  }

  return (
    <Section title="Archive and delete">
      <div className="flex items-center gap-4">
        <p className="flex-1 text-soft">{archived ? 'The project is archived: everyone may read it, nobody may change it.' : 'An archived project stays readable and leaves the list.'}</p>
        <Button onClick={() => void changeProject(() => client.request(UpdateProjectDocument, { input: { id: head.id, archived: !archived } }))}>{archived ? 'Take out of the archive' : 'Archive project'}</Button>
      </div>
      <div className="flex items-center gap-4">
        <p className="flex-1 text-soft">A deleted project lies in the trash for 30 days, then it is gone with all its tasks.</p>
        <Button tone="danger" onClick={() => setAsking(true)}>
          Delete project
        </Button>
      </div>
      {asking && (
        <Confirm title={`Delete ${head.name}?`} deed="Delete project" onConfirm={() => void remove()} onClose={() => setAsking(false)}>
          Its board closes for everybody. Owners can restore it from the list of projects for 30 days.
        </Confirm>
      )}
    </Section>
  )
}
