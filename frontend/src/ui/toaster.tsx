import { useSyncExternalStore } from 'react'
import { IconButton } from './button'
import type { Toasts } from './toasts'

export function Toaster({ toasts }: { toasts: Toasts }) {
  const all = useSyncExternalStore(toasts.subscribe, toasts.all)
  return (
    <div
      role="status"
      aria-live="polite"
      data-toasts
      onPointerEnter={() => toasts.hold()}
      onPointerLeave={() => toasts.release()}
      onFocus={() => toasts.hold()}
      onBlur={() => toasts.release()}
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 grid justify-items-center gap-2 px-3"
    >
      {all.map((toast) => (
        <div
          key={toast.id}
          className={`pointer-events-auto flex max-w-lg items-center gap-3 rounded-lg border bg-raised py-1.5 pl-4 pr-1.5 shadow-lift ${toast.kind === 'error' ? 'border-danger/60' : 'border-line'}`}
        >
          <p className={`py-1 ${toast.kind === 'error' ? 'text-danger' : ''}`}>{toast.text}</p>
          {toast.action && (
            <button
              type="button"
              className="rounded px-2 py-1 font-bold text-link hover:bg-tint"
              onClick={() => {
                toast.action?.run()
                toasts.dismiss(toast.id)
              }}
            >
              {toast.action.label}
            </button>
          )}
          <IconButton icon="close" label="Dismiss" onClick={() => toasts.dismiss(toast.id)} />
        </div>
      ))}
    </div>
  )
}
