import type { Api } from '../api/client'
import type { Live } from '../api/link'
import { Audience } from './audience'
import { type Sight, Whereabouts } from './whereabouts'

/** Who looks at a project: the others are shown here, and this person is shown to them. */
export class Presence {
  readonly audience: Audience
  #whereabouts: Whereabouts

  constructor(api: Api, live: Live, page: Sight, me: string) {
    this.audience = new Audience(live, me)
    this.#whereabouts = new Whereabouts(api, page)
  }

  start(projectId: string): void {
    this.#whereabouts.enter(projectId)
    this.audience.follow(projectId, () => this.#whereabouts.missed())
  }

  stop(): void {
    this.#whereabouts.leave()
    this.audience.stop()
  }

  readonly lookAt = (taskId: string | null): void => this.#whereabouts.lookAt(taskId)
}
