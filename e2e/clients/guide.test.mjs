// What pages say and only a built binary or a real client can show: its size, and the client of docs/api.md as it stands there,
// which follows a project over breaks and misses nothing.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import test, { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import WebSocket from 'ws'
import { execute, person, project, task, url, within } from './api.mjs'

const page = await readFile(new URL('../../docs/api.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code)

// It is put where its imports are found.
const folder = await mkdtemp(fileURLToPath(new URL('../node_modules/.guide-', import.meta.url)))
after(() => rm(folder, { recursive: true }))
await writeFile(`${folder}/follow.mjs`, blocks.join('\n'))
const { connect, follow } = await import(`${folder}/follow.mjs`)

const open = (t, token) => {
  const client = connect(url.replace(/^http/, 'ws'), async () => token, { webSocketImpl: WebSocket })
  t.after(() => client.dispose())
  return client
}

test('the README says how large the binary is', async () => {
  const { size } = await stat(process.env.TASKLANE_BIN)
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const [, told] = readme.match(/static binary of (\d+) MB/)
  assert.ok(Math.abs(size / 1e6 - told) <= 1, `it has ${size} bytes, the README says ${told} MB`)
})

test('the guide has one client', () => assert.equal(blocks.length, 1))

test('it takes up where it was cut off', async (t) => {
  const token = await person('Ada')
  const { id, cursor } = await project(token)
  const client = open(t, token)
  const events = follow(client, id, cursor)
  const next = async () => (await within(5_000, events.next(), 'the next event')).value

  await task(id, 'Before', token)
  const first = await next()
  assert.equal(first.task.title, 'Before')
  client.terminate()
  const missed = ['one', 'two', 'three']
  for (const title of missed) await task(id, title, token)
  for (const [i, title] of missed.entries()) {
    const event = await next()
    assert.deepEqual([event.seq, event.task.title], [first.seq + 1 + i, title])
  }
})

test('it ends with what the server says', async (t) => {
  const token = await person('Ada')
  const [here, elsewhere] = [await project(token), await project(token)]
  await assert.rejects(follow(open(t, token), here.id, elsewhere.cursor).next(), (errors) => errors[0].extensions.code === 'RESYNC_REQUIRED')
})

test('it ends with its session', async (t) => {
  const token = await person('Ada')
  const { id, cursor } = await project(token)
  const events = follow(open(t, token), id, cursor)
  await task(id, 'The last', token)
  await events.next()
  const end = events.next()
  await execute('mutation { logout }', {}, token)
  await assert.rejects(within(10_000, end, 'the end'))
})
