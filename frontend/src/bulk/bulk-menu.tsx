import type { ReactNode } from 'react'
import type { IconName } from '../ui/icon'
import { Button } from '../ui/button'
import { Menu, MenuHeading } from '../ui/menu'

interface Props {
  readonly name: string
  readonly icon: IconName
  /** The key that opens it while cards are chosen. */
  readonly shortcut: string
  readonly children: ReactNode
}

/** One property of the chosen cards, and the menu of its values. */
export function BulkMenu({ name, icon, shortcut, children }: Props) {
  return (
    <Menu
      label={name}
      trigger={
        <Button tone="quiet" icon={icon} title={`${name} (${shortcut})`} aria-keyshortcuts={shortcut} data-bulk={shortcut} className="!px-2 data-[state=open]:bg-ink/7">
          <span className="max-md:sr-only">{name}</span>
        </Button>
      }
    >
      <MenuHeading>{name}</MenuHeading>
      {children}
    </Menu>
  )
}
