import { useEffect, useState } from 'react'
import { ProjectNamesDocument, type ProjectNamesQuery } from '../api/generated'
import { client } from '../app/services'

export type ProjectName = NonNullable<ProjectNamesQuery['projects']>['nodes'][number]

/** Pages of 100 that are read: whoever is in more projects than that finds them on their page. */
const MOST = 10

/** The projects that one is in, by name; null until they have been read. Archived ones are left out. */
export function useProjectNames(): readonly ProjectName[] | null {
  const [names, setNames] = useState<readonly ProjectName[] | null>(null)
  useEffect(() => {
    const abort = new AbortController()
    void readAll(abort.signal).then((all) => !abort.signal.aborted && setNames(all))
    return () => abort.abort()
  }, [])
  return names
}

export function mayAddTasks({ viewerRole }: ProjectName): boolean {
  return viewerRole === 'OWNER' || viewerRole === 'EDITOR'
}

async function readAll(signal: AbortSignal): Promise<readonly ProjectName[]> {
  const all: ProjectName[] = []
  let after: string | null = null
  try {
    for (let page = 0; page < MOST; page++) {
      const { projects }: ProjectNamesQuery = await client.request(ProjectNamesDocument, { after }, { signal })
      all.push(...(projects?.nodes ?? []))
      if (!projects?.pageInfo.hasNextPage) break
      after = projects.pageInfo.endCursor
    }
  } catch {
    // What has come is offered; the rest is on the page of projects.
  }
  return all.sort((a, b) => a.name.localeCompare(b.name))
}
