// A phone in one hand, light and dark: everything fits, and a task can be read and answered.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { livedIn } from './harness/lived-in.mjs'
import { everyPage, visit } from './harness/pages.mjs'

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

for (const colorScheme of ['light', 'dark']) {
  browserTest(`no page is wider than a phone, ${colorScheme}`, async ({ open }) => {
    const { ada, project, task } = await livedIn()
    const { page } = await open(ada, { ...phone, colorScheme })
    const wide = []
    for (const one of everyPage(page, project, task)) {
      await visit(page, one)
      const { width, background } = await page.evaluate(() => ({ width: document.documentElement.scrollWidth, background: getComputedStyle(document.documentElement).backgroundColor }))
      if (width > phone.viewport.width) wide.push(`${one.name}: ${width}`)
      wide.push(...(await cutOff(page)).map((what) => `${one.name}: ${what} is cut off`))
      assert.equal(isDark(background), colorScheme === 'dark', `${one.name} is ${background}`)
    }
    assert.deepEqual(wide, [], `wider than ${phone.viewport.width}`)
  })
}

browserTest('on a phone a task is made, opened, answered and moved', async ({ open }) => {
  const { ada, project, task } = await livedIn()
  const { page } = await open(ada, phone)
  const board = await Board.open(page, project)
  await board.card(task.title).tap()
  const panel = board.panel()
  await panel.getByRole('textbox', { name: 'Comment' }).fill('From the train')
  await panel.getByRole('button', { name: 'Comment', exact: true }).tap()
  await panel.getByRole('listitem').filter({ hasText: 'From the train' }).waitFor()
  await panel.getByRole('button', { name: 'Status: Todo' }).tap()
  await page.getByRole('menuitemcheckbox', { name: 'Done' }).tap()
  await panel.getByRole('button', { name: 'Status: Done' }).waitFor()
  await panel.getByRole('button', { name: 'Close task' }).tap()
  await panel.waitFor({ state: 'detached' })
  await board.card(task.title, 'Done').waitFor()

  await page.getByRole('button', { name: 'New task', exact: true }).tap()
  const field = page.getByRole('textbox', { name: 'Title', exact: true })
  await field.fill('Buy a ticket')
  await field.press('Enter')
  await board.card('Buy a ticket', 'Todo').waitFor()
  assert.ok((await project.board()).Todo.includes('Buy a ticket'))
})

for (const [name, viewport] of [['at twice the size', { width: 768, height: 480 }], ['on a tablet', { width: 834, height: 1112 }]]) {
  browserTest(`no control lies upon another ${name}`, async ({ open }) => {
    const { ada, grace, project, task } = await livedIn()
    const { page: other } = await open(grace)
    await other.goto(project.path)
    const { page } = await open(ada, { viewport })
    const covered = []
    for (const one of everyPage(page, project, task)) {
      await visit(page, one)
      covered.push(...(await coveredControls(page)).map((what) => `${one.name}: ${what}`))
    }
    assert.deepEqual(covered, [])
  })
}

/** Controls in sight whose middle belongs to something else; but for those under the task, which covers the page where there is little room. */
function coveredControls(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('a, button, input, select, textarea')]
      .filter((control) => control.checkVisibility({ opacityProperty: true }) && !control.closest('.sr-only') && !control.closest('main[aria-label=Board], main[aria-label=List]'))
      .filter((control) => {
        const { left, top, width, height } = control.getBoundingClientRect()
        const there = document.elementFromPoint(left + width / 2, top + height / 2)
        return there && !control.contains(there) && !there.contains(control) && !there.closest('aside')
      })
      .map((control) => control.getAttribute('aria-label') ?? control.textContent.slice(0, 80)),
  )
}

/** Controls that reach beyond the edge of the screen, but for the lanes of the board, which are scrolled sideways. */
function cutOff(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('a, button, input, select, textarea')]
      .filter((control) => control.checkVisibility() && !control.closest('main[aria-label=Board]') && control.getBoundingClientRect().right > innerWidth + 1)
      .map((control) => control.getAttribute('aria-label') ?? control.outerHTML.slice(0, 120)),
  )
}

function isDark(color) {
  // oklch() and lab() begin with the lightness, rgb() with the red.
  const [first] = color.match(/[\d.]+/)
  return color.startsWith('rgb') ? Number(first) < 128 : Number(first) < 0.5
}
