import { useState } from 'react'
import { asApiError } from '../api/errors'
import { DeletedProjectsDocument, RestoreProjectDocument } from '../api/generated'
import { client, toasts } from '../app/services'
import { useQuery } from '../app/use-query'
import { Button } from '../ui/button'

/** Projects in the trash, out of the way until somebody looks for them. */
export function DeletedProjects({ onRestored }: { onRestored: () => void }) {
  const { data, reload } = useQuery(DeletedProjectsDocument, {})
  const [busy, setBusy] = useState(false)
  const projects = data?.projects?.nodes ?? []
  if (projects.length === 0) return null

  const restore = async (id: string) => {
    setBusy(true)
    try {
      await client.request(RestoreProjectDocument, { id })
      onRestored()
      reload()
    } catch (reason) {
      toasts.show('error', asApiError(reason).message)
    } finally {
      setBusy(false)
    }
  }

  return (
    <details>
      <summary className="cursor-pointer text-soft">In the trash ({projects.length})</summary>
      <ul className="mt-2 grid gap-1">
        {projects.map((project) => (
          <li key={project.id} className="flex items-center gap-3 rounded-lg border border-line px-4 py-2">
            <span className="font-mono text-faint">{project.key}</span>
            <span className="min-w-0 flex-1 truncate">{project.name}</span>
            <Button busy={busy} onClick={() => void restore(project.id)} aria-label={`Restore ${project.name}`}>
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
