// Tests that open browser windows. Each gets contexts of its own, and fails when a page complained in any of them.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import test, { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { web } from './addresses.mjs'
import { browser, closeBrowser, missing } from './chromium.mjs'
import { Witness } from './witness.mjs'

const artifacts = fileURLToPath(new URL('../../artifacts/', import.meta.url))
const desktop = { viewport: { width: 1440, height: 900 } }

after(closeBrowser)

/**
 * Declares a test. `body` gets `open`, which opens a window and resolves to its page and witness:
 *   open()                                  nobody is signed in
 *   open(person)                            as this person
 *   open(person, { colorScheme: 'dark' })   with options of a playwright context; `site` is another Tasklane's address
 * A window's first page is blank. When the test fails, what the windows show is left in e2e/artifacts.
 */
export function browserTest(name, body) {
  test(name, { skip: missing(), timeout: 120_000 }, async () => {
    const windows = []
    const open = async (person, { site = web, ...options } = {}) => {
      const context = await (await browser()).newContext({ ...desktop, reducedMotion: 'reduce', locale: 'en-GB', baseURL: site, ...options })
      const witness = new Witness(site)
      windows.push({ context, witness })
      await witness.watch(context)
      context.setDefaultTimeout(20_000)
      if (person) await person.signIn(context, site)
      return { page: await context.newPage(), witness, context }
    }
    try {
      await body({ open })
      for (const { witness } of windows) assert.deepEqual(witness.complaints(), [], 'the page stays quiet')
    } catch (error) {
      await picture(name, windows)
      throw error
    } finally {
      for (const { context } of windows) await context.close()
    }
  })
}

async function picture(name, windows) {
  mkdirSync(artifacts, { recursive: true })
  for (const [number, { context, witness }] of windows.entries()) {
    for (const page of context.pages()) {
      const file = `${artifacts}${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}-${number + 1}.png`
      await page.screenshot({ path: file, timeout: 5_000 }).catch(() => undefined)
    }
    console.error(`window ${number + 1}: ${JSON.stringify(witness.complaints(), null, 1)}`)
  }
}
