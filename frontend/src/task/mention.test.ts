import { expect, it } from 'vitest'
import { findMention, insertMention } from './mention'

it('finds the mention at the caret, and no e-mail address', () => {
  expect(findMention('ask @ad', 7)).toEqual({ start: 4, end: 7, text: 'ad' })
  expect(findMention('@', 1)).toEqual({ start: 0, end: 1, text: '' })
  expect(findMention('ada@example', 11)).toBeNull()
  expect(findMention('ask @ada now', 12)).toBeNull()
})

it('writes a mention that keeps brackets in names from breaking it', () => {
  const query = findMention('ask @ad!', 7)!
  expect(insertMention('ask @ad!', query, { id: 'u1', name: 'Ada [L]' }).text).toBe('ask [@Ada \\[L\\]](mention:u1) !')
})
