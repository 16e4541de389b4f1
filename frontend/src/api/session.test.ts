import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Client } from './client'
import { ApiError } from './errors'
import { BoardDocument } from './generated'
import { Session } from './session'
import type { Post } from './transport'

const LIFE = 15 * 60_000
const viewer = { id: 'u', name: 'Ada', email: null, role: 'MEMBER', timeZone: 'UTC' } as const

/** Answers one request by the operation's name. */
type Answer = (operation: string, token: string | null) => unknown

let answer: Answer
let refreshed = 0
let session: Session

const post = (async (operation: { toString(): string }, _: unknown, token: string | null) =>
  answer(/(?:query|mutation) (\w+)/.exec(operation.toString())?.[1] ?? '', token)) as unknown as Post

const renewed = () => {
  refreshed++
  return { refresh: { accessToken: `token-${refreshed}`, accessTokenExpiresAt: new Date(Date.now() + LIFE).toISOString(), user: viewer } }
}

beforeEach(() => {
  vi.useFakeTimers()
  refreshed = 0
  answer = renewed
  session = new Session(post)
})
afterEach(() => vi.useRealTimers())

describe('Session', () => {
  it('finds the session of an earlier visit and renews the token before it ends', async () => {
    session.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(session.state()).toMatchObject({ status: 'in', viewer: { name: 'Ada' } })
    await vi.advanceTimersByTimeAsync(LIFE - 59_000)
    expect(await session.token()).toBe('token-2')
  })

  it('asks once for all who need a token at the same time', async () => {
    expect(await Promise.all([session.token(), session.token(), session.refresh()])).toEqual(['token-1', 'token-1', true])
    expect(refreshed).toBe(1)
  })

  it('renews a token that ended while the tab slept before using it', async () => {
    await session.refresh()
    vi.setSystemTime(Date.now() + LIFE)
    expect(await session.token()).toBe('token-2')
  })

  it('is over when the server refuses, and asks no more', async () => {
    answer = () => {
      throw new ApiError('UNAUTHENTICATED', 'No session.')
    }
    session.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(session.state().status).toBe('out')
    answer = () => expect.fail('asked again')
    expect(await session.token()).toBeNull()
  })

  it('is not over because the server cannot be reached', async () => {
    answer = () => {
      throw ApiError.offline()
    }
    session.start()
    await vi.advanceTimersByTimeAsync(0)
    expect(session.state()).toEqual({ status: 'unknown', unreachable: true })
    answer = renewed
    await vi.advanceTimersByTimeAsync(5_000)
    expect(session.state().status).toBe('in')
  })
})

describe('Client', () => {
  it('sends again with a fresh token what was refused with an old one', async () => {
    await session.refresh()
    const tokens: Array<string | null> = []
    answer = (operation, token) => {
      if (operation === 'Refresh') return renewed()
      tokens.push(token)
      if (tokens.length === 1) throw new ApiError('UNAUTHENTICATED', 'Expired.')
      return { project: null }
    }
    await expect(new Client(post, session).request(BoardDocument, { key: 'WEB' })).resolves.toEqual({ project: null })
    expect(tokens).toEqual(['token-1', 'token-2'])
  })

  it('gives up when the session has ended', async () => {
    await session.refresh()
    answer = () => {
      throw new ApiError('UNAUTHENTICATED', 'Ended.')
    }
    await expect(new Client(post, session).request(BoardDocument, { key: 'WEB' })).rejects.toThrow('Ended.')
    expect(session.state().status).toBe('out')
  })
})
