import type { ReactNode } from 'react'
import { Button } from './button'
import { Dialog } from './dialog'

interface Props {
  /** The question. */
  readonly title: string
  /** What is done, in the words of the button that was pressed. */
  readonly deed: string
  readonly onConfirm: () => void
  readonly onClose: () => void
  /** What it would mean. */
  readonly children: ReactNode
}

/** Asks before something that cannot be taken back, or not by the one who does it. */
export function Confirm({ title, deed, onConfirm, onClose, children }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button tone="danger" onClick={onConfirm}>
          {deed}
        </Button>
      </div>
    </Dialog>
  )
}
