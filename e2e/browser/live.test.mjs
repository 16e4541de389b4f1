// Two people on one board, each in a window of their own.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { Project } from './harness/projects.mjs'

/** A board with a few tasks, open in a window of each of two people. */
async function twoWindows(open, titles = ['Order the brass', 'Cut the gears', 'Oil the axles']) {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Analytical Engine', [grace])
  for (const title of titles) await project.task(title, { status: 'todo' })
  const one = await open(ada)
  const other = await open(grace)
  return { ada, grace, project, mine: await Board.open(one.page, project), theirs: await Board.open(other.page, project) }
}

browserTest('a card that is dragged in one window moves in the other within a second', async ({ open }) => {
  const { project, mine, theirs } = await twoWindows(open)
  const delays = []
  for (const [title, column] of [['Order the brass', 'In progress'], ['Cut the gears', 'In review'], ['Oil the axles', 'Done']]) {
    await theirs.card(title).waitFor()
    const seen = theirs.seen(title, column)
    const dropped = await mine.drag(title, mine.column(column))
    await mine.card(title, column).waitFor()
    delays.push((await seen) - dropped)
  }
  assert.ok(Math.max(...delays) <= 1_000, `seen in the other window after ${delays.join(', ')} ms`)
  const board = await project.board()
  assert.deepEqual([board['In progress'], board['In review'], board.Done], [['Order the brass'], ['Cut the gears'], ['Oil the axles']])
})

browserTest('a card that is dropped between two others stands there for everybody', async ({ open }) => {
  const { project, mine, theirs } = await twoWindows(open)
  await mine.card('Oil the axles').waitFor()
  // The lower half of the first card: between the first and the second.
  await mine.drag('Oil the axles', mine.card('Order the brass'))
  const wanted = ['Order the brass', 'Oil the axles', 'Cut the gears']
  await mine.shows('Todo', wanted)
  await theirs.shows('Todo', wanted)
  assert.deepEqual((await project.board())['Todo'], wanted)
})

browserTest('cards are moved with the keyboard, and a screen reader is told', async ({ open }) => {
  const { project, mine, theirs } = await twoWindows(open)
  await mine.card('Cut the gears').focus()
  await mine.page.keyboard.press('Alt+ArrowUp')
  await theirs.shows('Todo', ['Cut the gears', 'Order the brass', 'Oil the axles'])
  await mine.page.keyboard.press('Alt+ArrowRight')
  await mine.page.getByText('Cut the gears: In progress, place 1 of 1').waitFor({ state: 'attached' })
  await theirs.shows('In progress', ['Cut the gears'])
  await mine.page.keyboard.press('ArrowLeft')
  await focused(mine, 'Order the brass')
  await mine.page.keyboard.press('ArrowDown')
  await focused(mine, 'Oil the axles')
  await mine.page.keyboard.press('Enter')
  await mine.panel().waitFor()
  await mine.page.keyboard.press('Escape')
  await mine.panel().waitFor({ state: 'detached' })
  await focused(mine, 'Oil the axles')
  assert.deepEqual((await project.board())['Todo'], ['Order the brass', 'Oil the axles'])
})

browserTest('tasks, comments and edits arrive while one looks', async ({ open }) => {
  const { mine, theirs } = await twoWindows(open)
  await mine.newTask('Draw the plans')
  await theirs.card('Draw the plans').waitFor()

  const open1 = await mine.openTask('Draw the plans')
  const open2 = await theirs.openTask('Draw the plans')
  await open1.getByRole('textbox', { name: 'Comment' }).fill('On blue paper, **please**.')
  await open1.getByRole('button', { name: 'Comment', exact: true }).click()
  await open2.getByRole('listitem').filter({ hasText: 'On blue paper, please.' }).waitFor()

  const title = open1.getByRole('textbox', { name: 'Title', exact: true })
  await title.fill('Draw the plans, in ink')
  await title.press('Enter')
  await theirs.card('Draw the plans, in ink').waitFor()
  await theirs.hasValue(open2.getByRole('textbox', { name: 'Title', exact: true }), 'Draw the plans, in ink')

  await open1.getByRole('button', { name: /^Priority: / }).click()
  await mine.page.getByRole('menuitemcheckbox', { name: 'Urgent' }).click()
  await open2.getByRole('button', { name: 'Priority: Urgent' }).waitFor()

  await open1.getByRole('button', { name: 'Edit description' }).click()
  await open1.getByRole('textbox', { name: 'Description' }).fill('Scale *one to four*')
  await open1.getByRole('button', { name: 'Save' }).click()
  await open2.getByText('one to four').waitFor()
})

browserTest('what somebody is typing is not replaced by what arrives', async ({ open }) => {
  const { ada, project, mine } = await twoWindows(open, [])
  const task = await project.task('Cut the gears', { status: 'todo' })
  const panel = await mine.openTask('Cut the gears')
  await panel.getByRole('textbox', { name: 'Comment' }).fill('Half a sent')
  await panel.getByRole('button', { name: 'Edit description' }).click()
  await panel.getByRole('textbox', { name: 'Description' }).fill('Sixty teeth')
  const title = panel.getByRole('textbox', { name: 'Title', exact: true })
  await title.focus()
  await title.fill('Cut the small gears')

  await ada.mutate('updateTask', 'UpdateTaskInput', { id: task.id, title: 'Cut the large gears', description: 'Ninety teeth' }, 'task { id }')
  await mine.card('Cut the large gears').waitFor()
  await panel.getByText('Your text is untouched').waitFor()
  assert.equal(await title.inputValue(), 'Cut the small gears')
  assert.equal(await panel.getByRole('textbox', { name: 'Description' }).inputValue(), 'Sixty teeth')
  assert.equal(await panel.getByRole('textbox', { name: 'Comment' }).inputValue(), 'Half a sent')

  await panel.getByRole('button', { name: 'Save' }).click()
  await panel.getByText('Ninety teeth').waitFor()
  await panel.getByRole('button', { name: 'Keep mine' }).last().click()
  await panel.getByRole('button', { name: 'Edit description' }).waitFor()
  const { task: now } = await ada.execute('query ($id: ID!) { task(id: $id) { description } }', { id: task.id })
  assert.equal(now.description, 'Sixty teeth')
})

async function focused(board, title) {
  await board.page.waitForFunction((title) => document.activeElement?.getAttribute('aria-label')?.startsWith(`${title}, `), title)
}

browserTest('a text that was begun is found again: at another card, after a reload, and by nobody else', async ({ open }) => {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Analytical Engine', [grace])
  const gears = await project.task('Cut the gears', { description: 'Sixty teeth' })
  await project.task('Order the brass')
  const { page, witness } = await open(ada)
  const board = await Board.open(page, project)
  let panel = await board.openTask('Cut the gears')
  await panel.getByRole('textbox', { name: 'Comment' }).fill('Brass or')
  await panel.getByRole('button', { name: 'Edit description' }).click()
  await panel.getByRole('textbox', { name: 'Description' }).fill('Ninety teeth')
  // Typed at one card, it is not at the other.
  panel = await board.openTask('Order the brass')
  await board.hasValue(panel.getByRole('textbox', { name: 'Comment' }), '')
  await panel.getByRole('button', { name: 'Close task' }).click()

  panel = await board.openTask('Cut the gears')
  await board.hasValue(panel.getByRole('textbox', { name: 'Comment' }), 'Brass or')
  await board.hasValue(panel.getByRole('textbox', { name: 'Description' }), 'Ninety teeth')
  await page.reload()
  await board.hasValue(panel.getByRole('textbox', { name: 'Description' }), 'Ninety teeth')

  // What the draft began with is remembered too: another's text of meanwhile is not overwritten unseen.
  await grace.mutate('updateTask', 'UpdateTaskInput', { id: gears.id, description: 'A hundred teeth' }, 'task { id }')
  await panel.getByText('Changed by Grace Hopper meanwhile.').waitFor()
  await page.reload()
  await panel.getByRole('button', { name: 'Save', exact: true }).click()
  await panel.getByText('A hundred teeth').waitFor()
  await panel.getByRole('button', { name: 'Keep mine' }).click()
  await panel.getByRole('paragraph').filter({ hasText: 'Ninety teeth' }).waitFor()

  // What is under way when the session ends is refused.
  witness.excuse(/401/)
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('draft'))), [])
})
