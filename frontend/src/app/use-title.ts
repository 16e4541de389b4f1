import { useEffect } from 'react'

/** Names the browser tab. */
export function useTitle(title: string | null | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Tasklane` : 'Tasklane'
  }, [title])
}
