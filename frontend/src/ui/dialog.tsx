import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './button'

interface BoxProps {
  readonly onClose: () => void
  readonly children: ReactNode
  readonly className: string
  readonly 'aria-label'?: string
  readonly 'aria-labelledby'?: string
}

/**
 * A modal box. The browser's own element traps the focus, makes the page behind it inert and closes on Escape: no
 * library and no injected style needed.
 */
export function ModalBox({ onClose, children, className, ...name }: BoxProps) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    const opener = document.activeElement
    dialog?.showModal()
    // Where there is something to fill in, one begins with that and not with the cross that closes.
    dialog?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    return () => {
      dialog?.close()
      // What is taken out of the document does not give the focus back itself.
      if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={box}
      {...name}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === box.current) onClose()
      }}
      className={`w-full border border-line bg-raised p-0 shadow-lift backdrop:bg-black/45 ${className}`}
    >
      {children}
    </dialog>
  )
}

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A modal dialog with a heading; on a narrow screen at its lower edge. */
export function Dialog({ title, onClose, children }: Props) {
  const heading = useId()
  return (
    <ModalBox onClose={onClose} aria-labelledby={heading} className="m-auto max-w-md rounded-xl max-sm:mb-0 max-sm:max-w-full max-sm:rounded-b-none">
      <div className="grid gap-4 p-5">
        <header className="flex items-center justify-between gap-2">
          <h2 id={heading} className="text-lg font-bold">
            {title}
          </h2>
          <IconButton icon="close" label="Close" onClick={onClose} className="-mr-2" />
        </header>
        {children}
      </div>
    </ModalBox>
  )
}
