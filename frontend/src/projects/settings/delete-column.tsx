import { useState } from 'react'
import { DeleteStatusDocument } from '../../api/generated'
import { client } from '../../app/services'
import { useHead } from '../../board/context'
import type { Status } from '../../board/model'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { SelectField } from '../../ui/field'
import { changeProject } from './change-project'

export function DeleteColumn({ status, onClose }: { status: Status; onClose: () => void }) {
  const head = useHead()
  const others = head.statuses.filter((other) => other.id !== status.id)
  const [target, setTarget] = useState(others[0]?.key ?? '')

  const confirm = async () => {
    const input = { projectId: head.id, key: status.key, moveTasksTo: target }
    if (await changeProject(() => client.request(DeleteStatusDocument, { input }))) onClose()
  }

  return (
    <Dialog title={`Delete ${status.name}?`} onClose={onClose}>
      <SelectField label="Its tasks go to" value={target} onChange={(event) => setTarget(event.target.value)}>
        {others.map((other) => (
          <option key={other.id} value={other.key}>
            {other.name}
          </option>
        ))}
      </SelectField>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button tone="danger" onClick={() => void confirm()}>
          Delete column
        </Button>
      </div>
    </Dialog>
  )
}
