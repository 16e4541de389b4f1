import { type ReactNode, useId } from 'react'

/** A part of a settings page. */
export function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t border-line py-6 first-of-type:border-t-0 first-of-type:pt-0 md:grid-cols-[14rem_minmax(0,1fr)] md:gap-8">
      <header>
        <h2 id={id} className="text-base font-bold">
          {title}
        </h2>
        {hint && <p className="text-faint">{hint}</p>}
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">{children}</div>
    </section>
  )
}
