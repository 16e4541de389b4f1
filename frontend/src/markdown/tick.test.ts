import { expect, it } from 'vitest'
import { ticked } from './tick'

it('ticks the box that was meant, and unticks it', () => {
  const list = 'Before\n\n- [ ] one\n- [x] two\n  - [ ] three\n\n1. [X] four\n\nafter'
  expect(ticked(list, 0)).toBe(list.replace('[ ] one', '[x] one'))
  expect(ticked(list, 1)).toBe(list.replace('[x] two', '[ ] two'))
  expect(ticked(list, 2)).toBe(list.replace('[ ] three', '[x] three'))
  expect(ticked(list, 3)).toBe(list.replace('[X] four', '[ ] four'))
  expect(ticked(list, 4)).toBeNull()
})

it('leaves alone what only looks like a box', () => {
  const text = '```\n- [ ] code\n```\n\n[ ] text\n\n> - [ ] quoted\n\n- [ ] one [ ] two\n- [link](https://example.org)'
  expect(ticked(text, 0)).toBe(text.replace('[ ] quoted', '[x] quoted'))
  expect(ticked(text, 1)).toBe(text.replace('[ ] one', '[x] one'))
  expect(ticked(text, 2)).toBeNull()
})

it('keeps the line ends as they were', () => {
  expect(ticked('- [ ] one\r\n- [ ] two\r\n', 1)).toBe('- [ ] one\r\n- [x] two\r\n')
})

it('refuses where lines and parser do not agree', () => {
  expect(ticked('    - [ ] indented, so code\n\n- [ ] one', 0)).toBeNull()
})
