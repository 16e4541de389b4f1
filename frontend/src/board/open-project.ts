import { client, link, toasts } from '../app/services'
import { Bulk } from '../bulk/bulk'
import { Selection } from '../bulk/selection'
import { Presence } from '../presence/presence'
import { BoardActions } from './actions'
import type { Project } from './context'
import { BoardSync } from './sync'
import { Turns } from './turns'

/** What the pages of one project work with. Nothing is asked of the server before `sync` starts. */
export function openProject(key: string, viewerId: string): Project {
  const sync = new BoardSync(client, link, key, viewerId)
  const turns = new Turns()
  const actions = new BoardActions(client, sync.store, toasts, turns)
  return {
    sync,
    actions,
    selection: new Selection(sync.store),
    bulk: new Bulk(client, sync.store, toasts, turns, actions),
    presence: new Presence(client, link, document, viewerId),
  }
}
