// usage: scripts/with-tasklane node e2e/screenshots.mjs
//
// Takes the README's pictures from the running app, filled in by `tasklane demo` and with others looking on, into
// docs/images. They are WebP, half as large as PNG: a reader on a train waits for them.
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { browser, closeBrowser } from './browser/harness/chromium.mjs'
import { withServer } from './browser/harness/server.mjs'

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
const desktop = { viewport: { width: 1440, height: 900 } }
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const task = '/projects/DEMO/DEMO-1'

await mkdir(folder, { recursive: true })
await withServer(async ({ web, fillWithDemo, become }) => {
  const open = async (person, options, path) => {
    const context = await (await browser()).newContext({ baseURL: web, locale: 'en-GB', reducedMotion: 'reduce', ...options })
    await person.signIn(context, web)
    const page = await context.newPage()
    await page.goto(path)
    return page
  }
  const ada = await fillWithDemo()
  await open(await become('Grace'), desktop, task)
  await open(await become('Katherine'), desktop, '/projects/DEMO')

  for (const [file, options, path, prepare] of [
    ['board.webp', desktop, '/projects/DEMO', choose],
    ['board-dark.webp', { ...desktop, colorScheme: 'dark' }, task],
    ['list.webp', desktop, '/projects/DEMO?view=list&sort=PRIORITY&order=desc'],
    ['palette.webp', { viewport: { width: 1024, height: 640 } }, '/projects/DEMO', summon],
    ['phone.webp', phone, '/projects/DEMO'],
  ]) {
    const page = await open(ada, options, path)
    await page.getByRole('main').getByRole('link').first().waitFor()
    await page.getByRole('list', { name: 'People here' }).getByText('Katherine').waitFor({ state: 'attached' })
    if (path === task) await page.getByRole('region', { name: 'Comments' }).waitFor()
    await prepare?.(page)
    await page.evaluate(() => document.fonts.ready)
    await writeFile(`${folder}${file}`, await webp(await page.screenshot()))
    await page.context().close()
    console.log(`docs/images/${file}`)
  }
})
await closeBrowser()

/** Writes a picture anew, as Chromium does for a canvas. */
async function webp(png) {
  const page = await (await browser()).newPage()
  const url = await page.evaluate(async (png) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height })
    canvas.getContext('2d').drawImage(picture, 0, 0)
    return canvas.toDataURL('image/webp', 0.92)
  }, png.toString('base64'))
  await page.close()
  return Buffer.from(url.split(',')[1], 'base64')
}

/** Chooses two cards, as for moving them together. */
async function choose(page) {
  for (const card of await page.getByRole('region', { name: 'Todo' }).getByRole('link').all().then((all) => all.slice(1, 3))) await card.click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('region', { name: 'Selected tasks' }).waitFor()
  await page.mouse.move(0, 0)
}

/** Types a word into the command palette. */
async function summon(page) {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('la')
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('group', { name: 'Tasks' }).getByRole('option').first().waitFor()
}
