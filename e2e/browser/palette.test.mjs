// The command palette: everywhere by a few letters, without the mouse.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { Project } from './harness/projects.mjs'

/** Opens the palette, types, and waits until what is wanted is there to be chosen. */
async function summon(page, typed, option) {
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await palette.getByRole('combobox').fill(typed)
  await palette.getByRole('option', { name: option, selected: true }).waitFor()
  return palette
}

browserTest('projects, tasks by reference and by words, and pages are reached with the keyboard alone', async ({ open }) => {
  const ada = await Person.register('Ada Lovelace')
  const project = await Project.create(ada, 'Analytical Engine')
  await Project.create(ada, 'Something else')
  await project.task('Order the brass', { status: 'todo' })
  const task = await project.task('Cut the gears', { status: 'todo', description: 'With sixty teeth' })
  const { page } = await open(ada)
  await page.goto('/')
  await page.getByRole('heading', { name: 'Projects' }).waitFor()

  await summon(page, 'analy', /Analytical Engine/)
  await page.keyboard.press('Enter')
  const board = new Board(page)
  await board.ready()
  assert.equal(new URL(page.url()).pathname, project.path)

  const palette = await summon(page, 'sixty tee', /Cut the gears/)
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: `Task ${task.ref}` }).waitFor()

  await summon(page, 'inbox', 'Inbox')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()

  await summon(page, `${project.key.toLowerCase()}-1`, /Order the brass/)
  await page.keyboard.press('Enter')
  await page.getByRole('complementary', { name: `Task ${project.key}-1` }).waitFor()

  // Also while writing; Escape leads back to where one was.
  const comment = page.getByRole('textbox', { name: 'Comment' })
  await comment.fill('Half a sent')
  await summon(page, '2', new RegExp(`${task.ref}.*Cut the gears`))
  await page.keyboard.press('Escape')
  await palette.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Comment')
  assert.equal(await comment.inputValue(), 'Half a sent')
})

browserTest('tasks and projects are begun from anywhere, and the theme is changed', async ({ open }) => {
  const ada = await Person.register('Ada Lovelace')
  const project = await Project.create(ada, 'Analytical Engine')
  const others = await Project.create(await Person.register('Grace Hopper'), 'Analytical Chemistry')
  await others.add(ada, 'VIEWER')
  const { page } = await open(ada)
  await page.goto('/inbox')
  await page.getByRole('heading', { name: 'Inbox' }).waitFor()

  const palette = await summon(page, 'new ta', 'New task…')
  await page.keyboard.press('Enter')
  await palette.getByRole('combobox').fill('analytical')
  await palette.getByRole('option', { name: /Engine/ }).waitFor()
  assert.deepEqual(await palette.getByRole('option').count(), 1, 'only where one may add tasks')
  await page.keyboard.press('Enter')
  const title = page.getByRole('textbox', { name: 'Title', exact: true })
  await title.fill('Order the brass')
  await title.press('Enter')
  const board = new Board(page)
  await board.card('Order the brass', 'Todo').waitFor()
  await title.press('Escape')
  await title.waitFor({ state: 'detached' })
  assert.equal(page.url().endsWith(project.path), true, 'the address is the board again')

  await summon(page, 'new task in analytical', 'New task in Analytical Engine')
  await page.keyboard.press('Enter')
  await title.waitFor()

  await summon(page, 'dark', 'Dark theme')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark')

  await summon(page, 'new project', 'New project…')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'New project' })
  await form.waitFor()
  await page.waitForFunction((name) => document.activeElement === name, await form.getByRole('textbox', { name: 'Name' }).elementHandle())
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark')
  // A dialog that is open comes first.
  await page.keyboard.press('ControlOrMeta+k')
  assert.equal(await palette.count(), 0)
  await form.getByRole('button', { name: 'Cancel' }).click()
  await form.waitFor({ state: 'detached' })
})
