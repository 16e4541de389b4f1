import { expect, it } from 'vitest'
import { referenceIn } from './reference'

it('knows a reference however it is typed', () => {
  expect(referenceIn(' web-12 ')).toBe('WEB-12')
  expect(referenceIn('T1A2-007')).toBe('T1A2-7')
  expect(referenceIn('12', 'WEB')).toBe('WEB-12')
})

it('takes nothing else for one', () => {
  for (const text of ['', '12', 'web', 'web-', 'web 12', 'the web-12', 'averylongkey-1', '-1', 'web-12345678901']) expect(referenceIn(text), text).toBeNull()
  expect(referenceIn('draw', 'WEB')).toBeNull()
})
