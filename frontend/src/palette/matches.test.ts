import { expect, it } from 'vitest'
import { byBeginning, matches } from './matches'

it('finds a name by the beginnings of its words, in any order, without case and marks', () => {
  expect(matches('New task in Über Website', 'web new')).toBe(true)
  expect(matches('New task in Über Website', 'uber')).toBe(true)
  expect(matches('New task in Über Website', '')).toBe(true)
  expect(matches('New task in Über Website', 'site')).toBe(false)
  expect(matches('New task in Über Website', 'new old')).toBe(false)
})

it('puts first what is called so', () => {
  const names = (typed: string) => byBeginning([{ name: 'New task in another project…' }, { name: 'New project…' }], typed).map(({ name }) => name)
  expect(names('new pro')).toEqual(['New project…', 'New task in another project…'])
  expect(names('new')).toEqual(['New task in another project…', 'New project…'])
})
