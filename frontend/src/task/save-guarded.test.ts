import { expect, it } from 'vitest'
import { ApiError } from '../api/errors'
import { saveGuarded, type Versioned } from './save-guarded'

/** A task on the server, whose text may only be replaced by those who know its version. */
function server(text: string, version: number) {
  const task = { text, version }
  const save = (text: string, version: number) => {
    if (version !== task.version) return Promise.resolve(new ApiError('CONFLICT', 'The task has moved on.'))
    Object.assign(task, { text, version: version + 1 })
    return Promise.resolve(null)
  }
  return { task, save, latest: () => Promise.resolve<Versioned>({ ...task }) }
}

it('saves a text that nobody else touched', async () => {
  const remote = server('before', 3)
  expect(await saveGuarded('mine', { text: 'before', version: 3 }, remote)).toEqual({ kind: 'saved' })
  expect(remote.task).toEqual({ text: 'mine', version: 4 })
})

it('saves although the task has moved on in other ways', async () => {
  const remote = server('before', 9)
  expect(await saveGuarded('mine', { text: 'before', version: 3 }, remote)).toEqual({ kind: 'saved' })
  expect(remote.task.text).toBe('mine')
})

it("shows another's text instead of overwriting it", async () => {
  const remote = server('theirs', 4)
  expect(await saveGuarded('mine', { text: 'before', version: 3 }, remote)).toEqual({ kind: 'conflict', theirs: { text: 'theirs', version: 4 } })
  expect(remote.task.text).toBe('theirs')
})

it('overwrites it once that has been chosen with their text in sight, unless it has changed again', async () => {
  const remote = server('theirs', 4)
  const seen = { text: 'theirs', version: 4 }
  Object.assign(remote.task, { text: 'theirs, again', version: 5 })
  expect(await saveGuarded('mine', seen, remote)).toMatchObject({ kind: 'conflict' })
  expect(await saveGuarded('mine', { ...remote.task }, remote)).toEqual({ kind: 'saved' })
})

it('passes every other refusal on', async () => {
  const remote = { ...server('before', 3), save: () => Promise.resolve(new ApiError('FORBIDDEN', 'Editors only.')) }
  expect(await saveGuarded('mine', { text: 'before', version: 3 }, remote)).toEqual({ kind: 'refused', message: 'Editors only.' })
})
