// The API as the tests use it: addresses from the environment, plain requests, and people to be.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

/** The GraphQL API's address, such as http://127.0.0.1:4000/graphql. */
export const url = required('TASKLANE_URL')

function required(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} must name a running tasklane; scripts/with-tasklane sets it`)
  return value
}

/** Executes one operation over plain HTTP and returns its data; the first error is thrown with its code. */
export async function execute(query, variables, token) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables })
  })
  const { data, errors } = await response.json()
  if (errors) {
    const [{ message, path, extensions }] = errors
    throw Object.assign(new Error(`${message} ${JSON.stringify(path ?? '')}`), { code: extensions?.code, retryAfter: extensions?.retryAfter })
  }
  return data
}

/** All people of a run come from one address, which may register only so many a minute: waits as it is told to. */
export async function patiently(send) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      if (error.code !== 'RATE_LIMITED' || attempt === 5) throw error
      await pause(error.retryAfter * 1_000)
    }
  }
}

/** Registers a new person, signs them in, and returns their access token. */
export async function person(name) {
  const email = `${name.toLowerCase()}-${randomUUID()}@example.com`
  const password = `correct horse ${randomUUID()}`
  await patiently(() => execute(`mutation($input: RegisterInput!) { register(input: $input) { user { id } } }`,
    { input: { name, email, password } }))
  const { login } = await execute(`mutation($input: LoginInput!) { login(input: $input) { accessToken } }`,
    { input: { email, password } })
  return login.accessToken
}

/** Creates a project and returns its id and cursor. */
export async function project(token) {
  const key = 'T' + randomUUID().replaceAll('-', '').slice(0, 8).toUpperCase()
  const data = await execute(`mutation($input: CreateProjectInput!) { createProject(input: $input) { project { id cursor } } }`,
    { input: { key, name: 'Launch' } }, token)
  return data.createProject.project
}

/** Creates a task and returns its id. */
export async function task(projectId, title, token) {
  const data = await execute(`mutation($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`,
    { input: { projectId, title } }, token)
  return data.createTask.task.id
}

/** The subscription that the live tests share. */
export const taskEvents = `subscription($projectId: ID!, $after: String) {
  taskEvents(projectId: $projectId, after: $after) { seq cursor type task { id title } }
}`

/** Waits for a promise, but not for ever. */
export function within(milliseconds, promise, what) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not happen within ${milliseconds} ms`)), milliseconds)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

/**
 * Turns a client's callbacks into messages to wait for. `sink` is what graphql-ws and graphql-sse call;
 * `next` resolves with the next result and rejects when the subscription fails or completes instead.
 */
export function inbox() {
  const ready = []
  const waiting = []
  const put = (settle) => (waiting.length ? settle(waiting.shift()) : ready.push(settle))
  return {
    sink: {
      next: (result) => put(({ resolve }) => resolve(result)),
      error: (error) => put(({ reject }) => reject(error)),
      complete: () => put(({ reject }) => reject(new Error('the subscription completed')))
    },
    next: (what = 'the next event') => within(5_000, new Promise((resolve, reject) => {
      const taker = { resolve, reject }
      ready.length ? ready.shift()(taker) : waiting.push(taker)
    }), what)
  }
}
