import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { useSession } from '../app/use-session'
import { useTitle } from '../app/use-title'
import { Mark } from '../ui/sign'

/** The page around the sign-in and sign-up forms. Leaves for `next` as soon as somebody is signed in. */
export function AuthFrame({ title, next, children }: { title: string; next: string | undefined; children: ReactNode }) {
  const router = useRouter()
  const { status } = useSession()
  useTitle(title)
  useEffect(() => {
    // Only paths of this app: an address from elsewhere must not become a redirect.
    const target = next?.startsWith('/') && !next.startsWith('//') ? next : '/'
    if (status === 'in') router.history.replace(target)
  }, [status, next, router])

  return (
    <main className="grid min-h-full grid-cols-1 lg:grid-cols-[minmax(26rem,2fr)_3fr]">
      <div className="grid content-center px-6 py-10">
        <div className="mx-auto grid w-full max-w-sm gap-5">
          <p className="flex items-center gap-2 text-lg font-bold">
            <Mark /> Tasklane
          </p>
          <h1 className="text-2xl font-bold">{title}</h1>
          {children}
        </div>
      </div>
      <Lanes />
    </main>
  )
}

/** Three lanes with cards on their way, seen while one types. */
function Lanes() {
  const lanes = [
    ['h-16', 'h-24', 'h-14'],
    ['h-20', 'h-14'],
    ['h-14', 'h-20', 'h-16', 'h-24'],
  ]
  return (
    <div aria-hidden="true" className="hidden overflow-hidden bg-sign lg:flex lg:p-4">
      <div className="flex flex-1 rounded-2xl border-[3px] border-white/85 px-10">
        {lanes.map((cards, lane) => (
          <div key={cards.join()} className="flex flex-1">
            {lane > 0 && <div className="lane-dashes w-[3px] [--dash:rgb(255_255_255/0.75)] [background-size:3px_56px]" />}
            <div className={`grid flex-1 content-end gap-4 px-7 ${['pb-24', 'pb-56', 'pb-12'][lane]}`}>
              {cards.map((height, card) => (
                <div key={`${height}${card}`} className={`rounded-lg ${height} ${lane === 1 && card === 0 ? 'bg-lane' : 'bg-white/15'}`} />
              ))}
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
