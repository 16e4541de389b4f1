import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from 'react'

interface Common {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong with the value, in the server's or the form's words. */
  readonly error?: string | null | undefined
}

function Frame({ id, label, hint, error, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="font-semibold text-soft">
        {label}
      </label>
      {children}
      {error ? (
        <p id={`${id}-note`} className="text-danger" role="alert">
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-note`} className="text-faint">
            {hint}
          </p>
        )
      )}
    </div>
  )
}

function described(id: string, { hint, error }: Common) {
  return { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': error || hint ? `${id}-note` : undefined }
}

export function TextField({ label, hint, error, className = '', ...rest }: Common & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input {...described(id, { label, hint, error })} className={`field ${className}`} {...rest} />
    </Frame>
  )
}

export function TextArea({ label, hint, error, className = '', ...rest }: Common & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea {...described(id, { label, hint, error })} rows={3} className={`field ${className}`} {...rest} />
    </Frame>
  )
}

export function SelectField({ label, hint, error, className = '', children, ...rest }: Common & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select {...described(id, { label, hint, error })} className={`field ${className}`} {...rest}>
        {children}
      </select>
    </Frame>
  )
}
