import { DropdownMenu } from 'radix-ui'
import { MenuPartsContext, type MenuProps } from './menu'

/**
 * A menu, opened as soon as it is drawn. Not modal: the modal kind locks scrolling with a style element, which the
 * content security policy refuses.
 */
export default function MenuContent({ trigger, children, label, align = 'start' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className="z-50 max-h-[min(24rem,var(--radix-dropdown-menu-content-available-height))] min-w-44 max-w-72 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-lift"
        >
          <MenuPartsContext value={DropdownMenu}>{children}</MenuPartsContext>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
