// Every page, in both themes, checked by axe: names of controls, contrast, structure.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { livedIn } from './harness/lived-in.mjs'
import { everyPage, visit } from './harness/pages.mjs'

/**
 * Says that a name must contain the element's text letter by letter. Names here are sentences for what is seen in short:
 * a card's title with its place, assignee and labels, "Inbox, 3 unread" for a badge, a person's name for a disc with initials.
 */
const rules = { 'label-content-name-mismatch': { enabled: false } }

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

for (const colorScheme of ['light', 'dark']) {
  browserTest(`no page has a serious accessibility problem in the ${colorScheme} theme`, async ({ open }) => {
    const { ada, grace, project, task } = await livedIn()
    const { page } = await open(ada, { colorScheme })
    // Somebody else is here, at the task.
    const { page: other } = await open(grace)
    await other.goto(`${project.path}/${task.ref}`)
    const problems = []
    for (const one of everyPage(page, project, task)) {
      await visit(page, one)
      problems.push(...(await check(page, one.name)))
      for (const name of ['Main', 'Project']) {
        const marked = page.getByRole('navigation', { name, exact: true }).locator('[aria-current=page]')
        if ((await marked.count()) > 1) problems.push(`${one.name}: ${await marked.count()} links of the navigation ${name} are marked as the page`)
      }
    }
    const stranger = await open(null, { colorScheme })
    for (const [path, heading] of [['/sign-in', 'Sign in'], ['/sign-up', 'Sign up']]) {
      await visit(stranger.page, { path, there: stranger.page.getByRole('heading', { name: heading }) })
      problems.push(...(await check(stranger.page, heading)))
    }
    assert.deepEqual(problems, [])
  })

  browserTest(`nothing that opens on a page has a serious accessibility problem in the ${colorScheme} theme`, async ({ open }) => {
    const { ada, project, task } = await livedIn()
    const { page } = await open(ada, { colorScheme })
    const problems = []
    await page.goto(`${project.path}/${task.ref}`)
    for (const { name, reach } of openings(page, task)) {
      await reach()
      problems.push(...(await check(page, name)))
      await page.keyboard.press('Escape')
    }
    assert.deepEqual(problems, [])
  })
}

/** What opens on the page of a task and its board, each with the way to it; Escape closes it. */
function openings(page, task) {
  const panel = page.getByRole('complementary', { name: `Task ${task.ref}` })
  return [
    {
      name: 'new relation',
      reach: async () => {
        await panel.getByRole('button', { name: 'Add a relation' }).click()
        await panel.getByRole('option', { name: /Oil the axles|Order brass/ }).first().waitFor()
      },
    },
    {
      name: 'moving to another project',
      reach: async () => {
        await panel.getByRole('button', { name: 'More', exact: true }).click()
        await page.getByRole('menuitem', { name: 'Move to another project…' }).click()
        await page.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'palette',
      reach: async () => {
        await page.keyboard.press('ControlOrMeta+k')
        await page.getByRole('dialog').getByRole('combobox').fill('gears')
        await page.getByRole('option', { name: new RegExp(task.title) }).waitFor()
      },
    },
    {
      name: 'keyboard shortcuts',
      reach: async () => {
        await page.getByRole('button', { name: /^Account of/ }).click()
        await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
        await page.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'selection',
      reach: async () => {
        await new Board(page).card(task.title).focus()
        await page.keyboard.press('x')
        await page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: 'Labels' }).click()
        await page.getByRole('menuitemcheckbox').first().waitFor()
      },
    },
  ]
}

/** What axe finds serious or critical, one line each. */
async function check(page, where) {
  // Evaluated by the debugger's protocol, so that the page's security policy stays as it is.
  await page.evaluate(axe)
  const { violations } = await page.evaluate((rules) => window.axe.run(document, { rules, resultTypes: ['violations'] }), rules)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${where}: ${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`))
}
