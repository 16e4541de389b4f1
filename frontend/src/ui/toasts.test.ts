import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Toasts } from './toasts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('shows a message for a while, and longer while somebody is at it', () => {
  const toasts = new Toasts()
  toasts.show('info', 'one')
  vi.advanceTimersByTime(5_000)
  toasts.hold()
  toasts.show('info', 'two')
  vi.advanceTimersByTime(60_000)
  expect(toasts.all().map(({ text }) => text)).toEqual(['one', 'two'])
  toasts.release()
  vi.advanceTimersByTime(10_000)
  expect(toasts.all()).toEqual([])
})

it('waits no longer for somebody whose button has gone with its message', () => {
  const toasts = new Toasts()
  toasts.show('info', 'one')
  toasts.show('info', 'two')
  toasts.hold()
  toasts.dismiss(toasts.all()[0]!.id)
  vi.advanceTimersByTime(10_000)
  expect(toasts.all()).toEqual([])
})

it('does what the newest message offers, once', () => {
  const toasts = new Toasts()
  const done: string[] = []
  toasts.show('info', 'one', { label: 'Undo', run: () => done.push('one') })
  toasts.show('info', 'two', { label: 'Undo', run: () => done.push('two') })
  toasts.show('error', 'three')
  expect([toasts.act(), toasts.act(), toasts.act()]).toEqual([true, true, false])
  expect(done).toEqual(['two', 'one'])
})
