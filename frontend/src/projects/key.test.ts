import { expect, it } from 'vitest'
import { suggestKey } from './key'

it('suggests keys that the server accepts', () => {
  expect(suggestKey('Website')).toBe('WEBS')
  expect(suggestKey('Website relaunch')).toBe('WERE')
  expect(suggestKey('The new public site')).toBe('TNPS')
  expect(suggestKey('Überholung')).toBe('UBER')
  expect(suggestKey('2026 plans')).toBe('PL')
  expect(suggestKey('x')).toBe('XX')
  expect(suggestKey('')).toBe('')
})
