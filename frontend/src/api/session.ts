import { ApiError, asApiError } from './errors'
import { RefreshDocument, SignOutDocument, type SignedFragment, type ViewerFragment } from './generated'
import { Listeners } from './listeners'
import type { Post } from './transport'

export type Viewer = ViewerFragment

export type SessionState =
  /** Not known yet; `unreachable` once a try to find out has failed for want of a server. */
  | { readonly status: 'unknown'; readonly unreachable: boolean }
  | { readonly status: 'out' }
  | { readonly status: 'in'; readonly viewer: Viewer }

/** A token is renewed when this much of its life is left, in milliseconds, or a quarter of a short life. */
const MARGIN = 60_000
/** How long a token is taken to live when the clocks of browser and server disagree so far that it seems to be over. */
const LIFE = 300_000
const RETRY = 3_000

/**
 * Who is signed in. The access token lives here and nowhere else; the refresh token is a cookie that only the
 * server sees, so that a reload finds the session again by asking for a new access token.
 */
export class Session {
  #state: SessionState = { status: 'unknown', unreachable: false }
  #listeners = new Listeners()
  #post: Post
  #token: string | null = null
  /** From here on the token is not used any more without a try to renew it: a sleeping tab misses its timer. */
  #staleAt = 0
  #running: Promise<boolean> | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(post: Post) {
    this.#post = post
  }

  readonly subscribe = (listener: () => void) => this.#listeners.add(listener)
  readonly state = (): SessionState => this.#state

  /** Finds the session of an earlier visit; keeps trying while the server cannot be reached. */
  start(): void {
    void this.refresh()
  }

  /** The current access token, renewed first when its life is nearly over; null when nobody is signed in. */
  async token(): Promise<string | null> {
    if (this.#token && Date.now() < this.#staleAt) return this.#token
    if (this.#state.status === 'out') return null
    await this.refresh()
    return this.#token
  }

  /** Asks for a new access token, once for all who ask meanwhile. Returns whether somebody is signed in. */
  refresh(): Promise<boolean> {
    this.#running ??= this.#refresh().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Takes the answer of a sign-in, a sign-up or a password change. */
  accept(signed: SignedFragment): void {
    this.#token = signed.accessToken
    const told = Date.parse(signed.accessTokenExpiresAt) - Date.now()
    const life = told > 0 ? told : LIFE
    const margin = Math.min(MARGIN, life / 4)
    this.#staleAt = Date.now() + life - margin / 2
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.refresh(), life - margin)
    this.#set({ status: 'in', viewer: signed.user })
  }

  updateViewer(viewer: Viewer): void {
    if (this.#state.status === 'in') this.#set({ status: 'in', viewer })
  }

  /** Ends the session here and on the server. */
  async signOut(): Promise<void> {
    const token = this.#token
    this.#end()
    await this.#post(SignOutDocument, {}, token).catch(() => undefined)
  }

  async #refresh(): Promise<boolean> {
    try {
      const { refresh } = await this.#post(RefreshDocument, {}, null)
      if (!refresh) throw new ApiError('UNAUTHENTICATED', 'Nobody is signed in.')
      this.accept(refresh)
      return true
    } catch (reason) {
      const { code } = asApiError(reason)
      if (code === 'NETWORK' || code === 'UNAVAILABLE' || code === 'RATE_LIMITED' || code === 'INTERNAL') {
        if (this.#state.status === 'unknown') this.#set({ status: 'unknown', unreachable: true })
        clearTimeout(this.#timer)
        this.#timer = setTimeout(() => void this.refresh(), RETRY)
      } else {
        this.#end()
      }
      return false
    }
  }

  #end(): void {
    this.#token = null
    this.#staleAt = 0
    clearTimeout(this.#timer)
    this.#set({ status: 'out' })
  }

  #set(state: SessionState): void {
    this.#state = state
    this.#listeners.tell()
  }
}
