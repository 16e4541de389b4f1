// A board of thousands of cards is as usable as one of ten.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { withServer } from './harness/server.mjs'

const TASKS = 3_000
/** Cards in the document at once, over all columns: what fits on the screen and a few around it. */
const WINDOW = 150
/** A row of the list that is several pages away. */
const FAR = 350

browserTest('a board of 3,000 cards opens quickly, keeps few of them in the document, and scrolls to its end', async ({ open }) => {
  await withServer(async ({ web, fillWithDemo }) => {
    const ada = await fillWithDemo(TASKS)
    const { page } = await open(ada, { site: web })
    await page.goto('/')
    const link = page.getByRole('main').getByRole('link', { name: /DEMO/ })
    await link.waitFor()
    const began = Date.now()
    await link.click()
    const board = new Board(page)
    await board.ready()
    const cards = page.getByRole('main', { name: 'Board' }).getByRole('listitem')
    await cards.first().waitFor()
    const took = Date.now() - began
    assert.ok(took < 5_000, `the board was there after ${took} ms`)

    const columns = await columnSizes(page)
    assert.equal(columns.reduce((sum, { count }) => sum + count, 0), TASKS, 'the columns say how many there are')
    assert.ok((await cards.count()) <= WINDOW, `${await cards.count()} cards in the document`)

    const { name, count } = columns.filter(({ count }) => count > 150).sort((one, other) => one.count - other.count)[0]
    const column = board.column(name)
    const box = await column.boundingBox()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    const last = column.locator(`[role=listitem][aria-posinset="${count}"]`)
    for (const deadline = Date.now() + 60_000; (await last.count()) === 0; ) {
      assert.ok(Date.now() < deadline, `the last of ${count} cards of ${name} does not come`)
      await page.mouse.wheel(0, 4_000)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
      const present = await cards.count()
      assert.ok(present <= WINDOW, `${present} cards in the document while scrolling`)
    }
    await last.waitFor()
    assert.equal(await column.locator('[role=listitem][aria-posinset="1"]').count(), 0, 'what is far out of sight is not in the document')

    await page.getByRole('link', { name: 'List', exact: true }).click()
    await page.getByRole('table', { name: `${TASKS} tasks` }).waitFor()
    await page.mouse.move(400, 500)
    const rows = page.getByRole('row')
    const far = page.locator(`[role=row][aria-rowindex="${FAR}"]`)
    for (const deadline = Date.now() + 60_000; (await far.count()) === 0; ) {
      assert.ok(Date.now() < deadline, `row ${FAR} does not come`)
      await page.mouse.wheel(0, 1_000)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
      assert.ok((await rows.count()) <= WINDOW, `${await rows.count()} rows in the document while scrolling`)
    }
    assert.equal(await page.locator('[role=row][aria-rowindex="2"]').count(), 0)
  })
})

/** The columns with the number of tasks that their lists announce. */
function columnSizes(page) {
  return page
    .getByRole('main', { name: 'Board' })
    .getByRole('list')
    .evaluateAll((lists) => lists.map((list) => {
      const [, name, count] = /^(.*), (\d+) tasks?$/.exec(list.getAttribute('aria-label'))
      return { name, count: Number(count) }
    }))
}
