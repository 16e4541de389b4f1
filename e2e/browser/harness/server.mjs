// A Tasklane process of a test's own, for what the shared one cannot show: an empty one, or one full of example data.
import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Account } from './people.mjs'

const READY_WITHIN = 30_000

/** Starts a process with an empty data folder, runs `body` with it, and ends it. */
export async function withServer(body) {
  const binary = process.env.TASKLANE_BIN
  if (!binary) throw new Error('TASKLANE_BIN must name the binary; scripts/with-tasklane sets it')
  const folder = await mkdtemp(join(tmpdir(), 'tasklane-browser-'))
  const [api, web, ops] = await Promise.all([freePort(), freePort(), freePort()])
  const { PATH } = process.env
  const env = { PATH, DATA_DIR: join(folder, 'data'), API_ADDR: `127.0.0.1:${api}`, WEB_ADDR: `127.0.0.1:${web}`, OPS_ADDR: `127.0.0.1:${ops}` }
  const server = spawn(binary, ['serve'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  server.stderr.on('data', (text) => (log += text))
  const ended = new Promise((resolve) => server.on('exit', resolve))
  try {
    await ready(`http://127.0.0.1:${ops}/readyz`, ended, () => log)
    await body({ web: `http://127.0.0.1:${web}`, fillWithDemo: (tasks) => demo(binary, tasks, { cwd: folder, env }), become: (name) => become(binary, name, { cwd: folder, env }) })
  } finally {
    server.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true })
  }
}

async function ready(url, ended, log) {
  let over = false
  void ended.then(() => (over = true))
  const deadline = Date.now() + READY_WITHIN
  while (!over && Date.now() < deadline) {
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await pause(50)
  }
  throw new Error(`the process did not get ready:\n${log()}`)
}

/** Fills in the example project, with a number of tasks if one is given, and returns the account that it belongs to. */
async function demo(binary, tasks, options) {
  const { stdout } = await promisify(execFile)(binary, ['demo', ...(tasks ? ['--tasks', String(tasks)] : [])], options)
  const [, email, password] = /Sign in as (\S+) with the password (\S+)/.exec(stdout) ?? []
  if (!email) throw new Error(`demo said nothing about how to sign in:\n${stdout}`)
  return new Account({ name: 'Ada', email, password })
}

/** Gives one of the people of the example project a password of our own, and returns the account. */
async function become(binary, name, options) {
  const account = new Account({ name, email: `${name.toLowerCase()}@example.org`, password: `correct horse ${randomUUID()}` })
  const reset = promisify(execFile)(binary, ['user', 'reset', account.email], options)
  reset.child.stdin.end(`${account.password}\n`)
  await reset
  return account
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
