import { beforeEach, expect, it } from 'vitest'
import { Drafts } from './drafts'

let full = false

/** A tab's storage, whose entries are its own properties as in a browser. */
class TabStorage {
  [key: string]: unknown
  getItem(key: string) {
    return (this[key] as string | undefined) ?? null
  }
  setItem(key: string, text: string) {
    if (full) throw new DOMException('full', 'QuotaExceededError')
    this[key] = text
  }
  removeItem(key: string) {
    delete this[key]
  }
}

let storage: TabStorage
let drafts: Drafts
const open = () => new Drafts(storage as unknown as Storage)

beforeEach(() => {
  full = false
  storage = new TabStorage()
  drafts = open()
})

it('keeps a draft in its place, also when the page is loaded anew', () => {
  drafts.keep('ada/1/comment', 'Half a sen')
  expect(drafts.read('ada/1/comment')).toBe('Half a sen')
  expect(drafts.read('ada/2/comment')).toBeNull()
  expect(open().read('ada/1/comment')).toBe('Half a sen')
})

it('hands out the same object until another is kept, and tells of each', () => {
  let told = 0
  drafts.subscribe(() => told++)
  drafts.keep('ada/1/description', { text: 'a' })
  expect(drafts.read('ada/1/description')).toBe(drafts.read('ada/1/description'))
  drafts.keep('ada/1/description', null)
  expect(drafts.read('ada/1/description')).toBeNull()
  expect(open().read('ada/1/description')).toBeNull()
  expect(told).toBe(2)
})

it('leaves nothing behind when it is cleared, and the rest of the storage alone', () => {
  storage.setItem('other', 'x')
  drafts.keep('ada/1/comment', 'Secret')
  drafts.clear()
  expect(drafts.read('ada/1/comment')).toBeNull()
  expect(Object.keys(storage)).toEqual(['other'])
})

it('works without a storage, and with one that is full or holds something else', () => {
  const memory = new Drafts(null)
  memory.keep('ada/1/comment', 'a')
  expect(memory.read('ada/1/comment')).toBe('a')
  memory.clear()
  full = true
  drafts.keep('ada/1/comment', 'b')
  expect(drafts.read('ada/1/comment')).toBe('b')
  full = false
  storage.setItem('tasklane.draft/ada/3/comment', '{')
  expect(open().read('ada/3/comment')).toBeNull()
})
