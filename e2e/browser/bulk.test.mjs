// Several cards at once: chosen with the mouse, the keyboard or a finger, changed together, and put back.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { Project } from './harness/projects.mjs'

const titles = ['Order the brass', 'Cut the gears', 'Oil the axles', 'Draw the plans']

async function board(open, options) {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Analytical Engine', [grace])
  for (const title of titles) await project.task(title, { status: 'todo' })
  const { page } = await open(ada, options)
  const mine = await Board.open(page, project)
  await mine.card('Draw the plans').waitFor()
  return { ada, grace, project, mine, page, bar: page.getByRole('region', { name: 'Selected tasks' }) }
}

browserTest('cards are chosen with Ctrl and Shift, moved together for everybody, and undone into their places', async ({ open }) => {
  const { grace, project, mine, page, bar } = await board(open)
  const other = await open(grace)
  const theirs = await Board.open(other.page, project)
  await theirs.card('Draw the plans').waitFor()

  await mine.card('Order the brass').click({ modifiers: ['ControlOrMeta'] })
  await mine.card('Oil the axles').click({ modifiers: ['Shift'] })
  await mine.card('Cut the gears').click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('link', { name: /^Order the brass, .*, selected$/ }).waitFor()
  assert.equal(await page.getByRole('link', { name: /, selected$/ }).count(), 2)
  assert.equal(new URL(page.url()).pathname, project.path, 'nothing has been opened')

  await bar.getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Done' }).click()
  await theirs.shows('Done', ['Order the brass', 'Oil the axles'])
  await theirs.shows('Todo', ['Cut the gears', 'Draw the plans'])
  await page.getByText('2 tasks moved to Done.').waitFor()
  await bar.getByText('selected').waitFor()

  await page.getByRole('button', { name: 'Undo' }).click()
  await mine.shows('Todo', titles)
  await theirs.shows('Todo', titles)
  assert.deepEqual((await project.board()).Todo, titles)
})

browserTest('with the keyboard alone cards are chosen, changed, and the change is taken back', async ({ open }) => {
  const { ada, project, mine, page, bar } = await board(open)
  await mine.card('Cut the gears').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByText('2 tasks selected', { exact: true }).waitFor({ state: 'attached' })
  await bar.waitFor()

  await page.keyboard.press('p')
  await page.getByRole('menuitemcheckbox', { name: 'Urgent' }).waitFor()
  await page.keyboard.press('u')
  await page.locator('[role=menuitemcheckbox][data-highlighted]').filter({ hasText: 'Urgent' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('2 tasks have urgent priority now.').waitFor()
  const priorities = async () => (await ada.execute('query ($f: TaskFilter) { tasks(filter: $f, orderBy: { by: NUMBER }) { nodes { priority } } }', { f: { projectIds: [project.id] } })).tasks.nodes.map(({ priority }) => priority)
  assert.deepEqual(await priorities(), ['NONE', 'URGENT', 'URGENT', 'NONE'])

  await page.keyboard.press('Control+z')
  await page.getByRole('link', { name: /Urgent priority/ }).waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label')?.startsWith('Cut the gears, '))
  await mine.settled(async () => (await priorities()).every((priority) => priority === 'NONE'))
})

browserTest('a label, an assignee and a due date go to all that are chosen, and the trash takes them together', async ({ open }) => {
  const { ada, project, mine, page, bar } = await board(open)
  await ada.mutate('createLabel', 'CreateLabelInput', { projectId: project.id, name: 'brass', color: '#b8860b' }, 'label { id }')
  for (const title of ['Order the brass', 'Cut the gears']) await mine.card(title).click({ modifiers: ['ControlOrMeta'] })

  await bar.getByRole('button', { name: 'Assignee' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Grace Hopper' }).click()
  await bar.getByRole('button', { name: 'Labels' }).click()
  const label = page.getByRole('menuitemcheckbox', { name: 'brass' })
  await label.click()
  await page.getByRole('menuitemcheckbox', { name: 'brass', checked: true }).waitFor()
  await page.keyboard.press('Escape')
  await bar.getByRole('button', { name: 'Due' }).click()
  await page.getByRole('menuitem', { name: 'Another day…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Due on another day' })
  await dialog.getByLabel('Day').fill('2031-05-06')
  await dialog.getByRole('button', { name: 'Set the due date' }).click()
  await page.getByRole('link', { name: /^Cut the gears, .*assigned to Grace Hopper, labels brass, due 2031-05-06, selected$/ }).waitFor()
  await page.getByText('2 tasks are due 6 May 2031.').waitFor()

  await bar.getByRole('button', { name: 'To the trash' }).click()
  await mine.shows('Todo', ['Oil the axles', 'Draw the plans'])
  await bar.waitFor({ state: 'detached' })
  await page.getByText('2 tasks are in the trash.').waitFor()
  await page.keyboard.press('Control+z')
  await mine.shows('Todo', titles)
  await mine.settled(async () => (await project.board()).Todo.length === 4)
})

browserTest('on a phone a card is chosen from its menu, and more by tapping', async ({ open }) => {
  const { project, mine, page, bar } = await board(open, { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true })
  await page.getByRole('region', { name: 'Todo' }).scrollIntoViewIfNeeded()
  await page.getByRole('button', { name: `Move ${project.key}-1` }).tap()
  await page.getByRole('menuitem', { name: 'Select' }).tap()
  await bar.waitFor()
  await mine.card('Oil the axles').tap()
  await bar.getByRole('button', { name: 'Priority' }).tap()
  await page.getByRole('menuitemcheckbox', { name: 'High' }).tap()
  await page.getByText('2 tasks have high priority now.').waitFor()
  await bar.getByRole('button', { name: 'Clear the selection' }).tap()
  await bar.waitFor({ state: 'detached' })
  await mine.card('Oil the axles').tap()
  await mine.panel().waitFor()
})

browserTest('who may only look chooses nothing', async ({ open }) => {
  const { project } = await board(open)
  const viewer = await Person.register('Mary Somerville')
  await project.add(viewer, 'VIEWER')
  const { page } = await open(viewer)
  const theirs = await Board.open(page, project)
  await theirs.card('Cut the gears').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('Enter')
  await theirs.panel().waitFor()
  assert.equal(await page.getByRole('link', { name: /, selected$/ }).count(), 0)
})
