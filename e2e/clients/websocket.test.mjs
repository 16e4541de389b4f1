// GraphQL over WebSocket with the client that nearly everybody uses, npm graphql-ws.
import assert from 'node:assert/strict'
import test from 'node:test'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { execute, inbox, person, project, task, taskEvents, url } from './api.mjs'

function connect(t, token, options = {}) {
  const client = createClient({
    url: url.replace(/^http/, 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, lazy: true,
    connectionParams: token ? { authorization: `Bearer ${token}` } : undefined, ...options
  })
  t.after(() => client.dispose())
  return client
}

test('a client follows a project, leaves, and comes back with its cursor', async (t) => {
  const token = await person('Ada')
  const { id: projectId, cursor } = await project(token)

  const first = inbox()
  const stop = connect(t, token).subscribe({ query: taskEvents, variables: { projectId, after: cursor } }, first.sink)
  const taskId = await task(projectId, 'Write the invitation', token)
  const { data, errors } = await first.next()
  assert.equal(errors, undefined)
  assert.deepEqual({ type: data.taskEvents.type, task: data.taskEvents.task },
    { type: 'TASK_CREATED', task: { id: taskId, title: 'Write the invitation' } })
  stop()

  const missed = []
  for (let i = 0; i < 20; i++) missed.push(await task(projectId, `Missed ${i}`, token))

  const second = inbox()
  connect(t, token).subscribe({ query: taskEvents, variables: { projectId, after: data.taskEvents.cursor } }, second.sink)
  for (let i = 0; i < missed.length; i++) {
    const event = (await second.next()).data.taskEvents
    assert.equal(event.seq, data.taskEvents.seq + 1 + i)
    assert.equal(event.task.id, missed[i])
  }
  const live = await task(projectId, 'Live again', token)
  assert.equal((await second.next()).data.taskEvents.task.id, live)
})

test('queries and mutations run over a socket too', async (t) => {
  const token = await person('Grace')
  const { id: projectId } = await project(token)
  const client = connect(t, token)
  const results = []
  for await (const result of client.iterate({
    query: `mutation($input: CreateTaskInput!) { createTask(input: $input) { task { title } } }`,
    variables: { input: { projectId, title: 'Over a socket' } }
  })) results.push(result)
  assert.deepEqual(results, [{ data: { createTask: { task: { title: 'Over a socket' } } } }])
  for await (const { data } of client.iterate({ query: `{ me { name } }` })) assert.deepEqual(data, { me: { name: 'Grace' } })
})

test('a cursor that is no place in the log asks for a resync', async (t) => {
  const token = await person('Ada')
  const [here, elsewhere] = [await project(token), await project(token)]
  const events = inbox()
  connect(t, token).subscribe({ query: taskEvents, variables: { projectId: here.id, after: elsewhere.cursor } }, events.sink)
  await assert.rejects(events.next(), (errors) => ['RESYNC_REQUIRED', 'INVALID_INPUT'].includes(errors[0].extensions.code))
})

test('a wrong document is an error of its operation, not of the socket', async (t) => {
  const client = connect(t, await person('Ada'))
  const wrong = inbox()
  client.subscribe({ query: '{ nothing }' }, wrong.sink)
  await assert.rejects(wrong.next(), (errors) => errors[0].extensions.code === 'INVALID_INPUT')
  for await (const { data } of client.iterate({ query: '{ me { name } }' })) assert.equal(data.me.name, 'Ada')
})

test('sign-ins do not run over a socket', async (t) => {
  const refused = inbox()
  connect(t, await person('Ada')).subscribe({ query: 'mutation { logout }' }, refused.sink)
  await assert.rejects(refused.next(), (errors) => errors[0].extensions.code === 'FORBIDDEN')
})

for (const [what, token] of [['without a token', ''], ['with a token that nobody signed', 'e30.e30.e30']]) {
  test(`Q58: a socket ${what} is closed with 4403`, async (t) => {
    const events = inbox()
    connect(t, token).subscribe({ query: '{ me { name } }' }, events.sink)
    await assert.rejects(events.next(), (close) => close.code === 4403)
  })
}

test('Q57: a socket is closed with 4403 when its session ends', async (t) => {
  const token = await person('Ada')
  const { id: projectId, cursor } = await project(token)
  const events = inbox()
  connect(t, token).subscribe({ query: taskEvents, variables: { projectId, after: cursor } }, events.sink)
  await task(projectId, 'Before the end', token)
  await events.next()
  await execute('mutation { logout }', {}, token)
  await assert.rejects(events.next('the close'), (close) => close.code === 4403)
})
