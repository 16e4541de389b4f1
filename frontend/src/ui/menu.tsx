import type { DropdownMenu } from 'radix-ui'
import { cloneElement, createContext, type HTMLAttributes, type KeyboardEvent, lazy, type ReactElement, type ReactNode, Suspense, useContext, useState } from 'react'
import { Icon, type IconName } from './icon'

/** Menus are a fifth of what a board would have to load at first: they come when somebody reaches for one. */
const load = () => import('./menu-content')
const MenuContent = lazy(load)

export type MenuParts = Pick<typeof DropdownMenu, 'Item' | 'Label' | 'Separator' | 'CheckboxItem' | 'ItemIndicator'>
export const MenuPartsContext = createContext<MenuParts | null>(null)

export interface MenuProps {
  /** The button that opens the menu. */
  readonly trigger: ReactElement<HTMLAttributes<HTMLElement>>
  readonly children: ReactNode
  readonly label: string
  readonly align?: 'start' | 'end'
}

/** A menu below its button. */
export function Menu(props: MenuProps) {
  const [wanted, setWanted] = useState(false)
  const closed = cloneElement(props.trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onFocus: () => void load(),
    onClick: () => setWanted(true),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown') return
      event.preventDefault()
      setWanted(true)
    },
  })
  if (!wanted) return closed
  return (
    <Suspense fallback={closed}>
      <MenuContent {...props} />
    </Suspense>
  )
}

function useParts(): MenuParts {
  const parts = useContext(MenuPartsContext)
  if (!parts) throw new Error('Not inside a menu.')
  return parts
}

interface ItemProps {
  readonly icon?: IconName
  readonly onSelect: () => void
  readonly children: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
}

export function MenuItem({ icon, onSelect, children, danger = false, disabled = false }: ItemProps) {
  const { Item } = useParts()
  return (
    <Item className={`menu-item ${danger ? 'text-danger' : ''}`} disabled={disabled} onSelect={onSelect}>
      {icon && <Icon name={icon} className="text-faint" />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Item>
  )
}

export function MenuHeading({ children }: { children: ReactNode }) {
  const { Label } = useParts()
  return <Label className="px-2.5 pb-1 pt-1.5 text-xs font-semibold text-faint">{children}</Label>
}

export function MenuRule() {
  const { Separator } = useParts()
  return <Separator className="my-1 h-px bg-line" />
}

/** One of several values; with `many` the menu stays open, so that more can be chosen. */
export function MenuChoice({ checked, onSelect, children, many = false }: { checked: boolean | 'indeterminate'; onSelect: () => void; children: ReactNode; many?: boolean }) {
  const { CheckboxItem, ItemIndicator } = useParts()
  return (
    <CheckboxItem
      className="menu-item"
      checked={checked}
      onSelect={(event) => {
        if (many) event.preventDefault()
        onSelect()
      }}
    >
      <span className="flex min-w-0 flex-1 items-center gap-2 truncate">{children}</span>
      <ItemIndicator>
        <Icon name={checked === 'indeterminate' ? 'minus' : 'check'} className="text-link" />
      </ItemIndicator>
    </CheckboxItem>
  )
}
