// GraphQL over server-sent events with npm graphql-sse, in its distinct connections mode.
import assert from 'node:assert/strict'
import test from 'node:test'
import { createClient } from 'graphql-sse'
import { execute, inbox, person, project, task, taskEvents, url } from './api.mjs'

function connect(t, token) {
  const client = createClient({ url, singleConnection: false, retryAttempts: 0, headers: { authorization: `Bearer ${token}` } })
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

test('a query is one result and the end', async (t) => {
  const client = connect(t, await person('Grace'))
  const results = []
  for await (const result of client.iterate({ query: '{ me { name } }' })) results.push(result)
  assert.deepEqual(results, [{ data: { me: { name: 'Grace' } } }])
})

test('a stream is opened by GET too, as EventSource does', async () => {
  const token = await person('Ada')
  const response = await fetch(`${url}?query=${encodeURIComponent('{ me { name } }')}`,
    { headers: { accept: 'text/event-stream', authorization: `Bearer ${token}` } })
  assert.match(response.headers.get('content-type'), /^text\/event-stream/)
  assert.match(await response.text(), /event: next\ndata: \{"data":\{"me":\{"name":"Ada"\}\}\}\n\nevent: complete\ndata:\n\n$/)
})

test('a wrong document is told in the stream', async (t) => {
  const events = inbox()
  connect(t, await person('Ada')).subscribe({ query: '{ nothing }' }, events.sink)
  const { errors } = await events.next()
  assert.equal(errors[0].extensions.code, 'INVALID_INPUT')
})

test('Q53: a stream with a token that nobody signed is refused', async (t) => {
  const events = inbox()
  connect(t, 'e30.e30.e30').subscribe({ query: '{ me { name } }' }, events.sink)
  await assert.rejects(events.next(), (error) => error.response?.status === 401)
})

test('Q57: a stream ends when its session does', async (t) => {
  const token = await person('Ada')
  const { id: projectId, cursor } = await project(token)
  const events = inbox()
  connect(t, token).subscribe({ query: taskEvents, variables: { projectId, after: cursor } }, events.sink)
  await task(projectId, 'Before the end', token)
  await events.next()
  await execute('mutation { logout }', {}, token)
  const { errors } = await events.next('the end')
  assert.equal(errors[0].extensions.code, 'UNAUTHENTICATED')
})
