import { type FormEvent, useState } from 'react'
import { FIRST_DAY, LAST_DAY } from '../board/due'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { TextField } from '../ui/field'

/** Asks for a due day. */
export function OtherDay({ onPick, onClose }: { onPick: (day: string) => void; onClose: () => void }) {
  const [day, setDay] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onPick(day)
    onClose()
  }
  return (
    <Dialog title="Due on another day" onClose={onClose}>
      <form onSubmit={submit} className="grid gap-4">
        <TextField label="Day" type="date" required min={FIRST_DAY} max={LAST_DAY} value={day} onChange={(event) => setDay(event.target.value)} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="sign">
            Set the due date
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
