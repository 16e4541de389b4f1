import type { ReactNode } from 'react'
import { Menu } from '../ui/menu'

export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="self-start pt-1.5 text-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

/** A value that opens the menu of its alternatives. */
export function Pick({ name, value, editable, face, children }: { name: string; value: string; editable: boolean; face: ReactNode; children: ReactNode }) {
  const look = 'flex min-h-8 flex-wrap items-center gap-2 py-1 text-left'
  if (!editable) return <span className={look}>{face}</span>
  return (
    <Menu
      label={name}
      trigger={
        <button type="button" aria-label={`${name}: ${value}`} className={`-ml-2 rounded-md border border-transparent px-2 hover:border-line data-[state=open]:border-edge ${look}`}>
          {face}
        </button>
      }
    >
      {children}
    </Menu>
  )
}
