import type { ButtonHTMLAttributes, Ref } from 'react'
import { Icon, type IconName } from './icon'

type Tone = 'sign' | 'plain' | 'quiet' | 'danger'

const TONES: Record<Tone, string> = {
  sign: 'bg-sign text-on-sign hover:bg-sign-strong border-transparent',
  plain: 'bg-surface text-ink border-edge hover:border-ink/40',
  quiet: 'text-soft border-transparent hover:bg-ink/7 hover:text-ink',
  danger: 'bg-surface text-danger border-danger/50 hover:bg-danger-tint',
}

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly tone?: Tone
  readonly icon?: IconName
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ tone = 'plain', icon, busy = false, className = '', children, type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      aria-busy={busy || undefined}
      className={`inline-flex h-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border px-3 font-semibold leading-none transition-colors disabled:opacity-50 ${TONES[tone]} ${className}`}
      {...rest}
      disabled={rest.disabled || busy}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

interface IconButtonProps extends Props {
  readonly icon: IconName
  /** What the button does, for those who cannot see the icon. */
  readonly label: string
}

export function IconButton({ icon, label, tone = 'quiet', className = '', type = 'button', busy: _, ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={`inline-grid size-8 shrink-0 place-items-center rounded-md border transition-colors disabled:opacity-50 ${TONES[tone]} ${className}`}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  )
}
