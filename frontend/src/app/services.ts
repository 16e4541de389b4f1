import { Client } from '../api/client'
import { Link } from '../api/link'
import { Session } from '../api/session'
import { post } from '../api/transport'
import { Inbox } from '../inbox/store'
import { Drafts, tabStorage } from '../task/drafts'
import { Announcer } from '../ui/announcer'
import { Toasts } from '../ui/toasts'

/** The one session, client, socket and inbox of this tab, and what is being written in it. */
export const session = new Session(post)
export const client = new Client(post, session)
export const link = new Link(session, `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`)
export const inbox = new Inbox(client, link)
export const drafts = new Drafts(tabStorage())
// Whoever signs in next finds nothing of the one before.
session.subscribe(() => session.state().status === 'out' && drafts.clear())
export const toasts = new Toasts()
export const announcer = new Announcer()
