import type { Api } from '../api/client'
import { MembersDocument, type MembersQuery } from '../api/generated'
import { Listeners } from '../api/listeners'

export type Member = NonNullable<MembersQuery['project']>['members']['nodes'][number]

/** The members of a project, by name. A project has hundreds at most, so all are read. */
export class Members {
  #api: Api
  #all: readonly Member[] = []
  #listeners = new Listeners()
  #round = 0

  constructor(api: Api) {
    this.#api = api
  }

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  readonly all = (): readonly Member[] => this.#all

  async read(projectId: string): Promise<void> {
    const round = ++this.#round
    const found: Member[] = []
    let after: string | null = null
    try {
      do {
        const answer: MembersQuery = await this.#api.request(MembersDocument, { projectId, after })
        if (round !== this.#round || !answer.project) return
        const { nodes, pageInfo } = answer.project.members
        found.push(...nodes)
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null
      } while (after)
    } catch {
      return
    }
    this.#all = found.sort((a, b) => a.user.name.localeCompare(b.user.name))
    this.#listeners.tell()
  }
}
