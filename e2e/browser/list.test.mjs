// The list beside the board, and what both show of a project: it stands in the address.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { Project } from './harness/projects.mjs'

const far = (day) => `2099-01-${day}`

async function workshop() {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Analytical Engine', [grace])
  await project.task('order the brass', { status: 'todo', priority: 'LOW', dueOn: far(20) })
  await project.task('Cut the gears', { status: 'in_progress', priority: 'URGENT', assignedUserId: grace.id, dueOn: far(10) })
  await project.task('Ärger with the axles', { status: 'done', priority: 'HIGH' })
  await project.task('Draw the plans', { status: 'backlog', assignedUserId: ada.id, dueOn: '2020-02-29' })
  return { ada, grace, project }
}

/** The titles in the rows of the list from top to bottom. */
const titles = (page) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('link') })
    .evaluateAll((rows) => rows.sort((one, other) => one.getAttribute('aria-rowindex') - other.getAttribute('aria-rowindex')).map((row) => row.querySelector('a').textContent))

async function lists(board, wanted) {
  await board.settled(async () => JSON.stringify(await titles(board.page)) === JSON.stringify(wanted)).catch(async () => assert.deepEqual(await titles(board.page), wanted))
}

browserTest('the list sorts by its headings, follows what others do, and leads to each task and back', async ({ open }) => {
  const { ada, grace, project } = await workshop()
  const { page } = await open(ada)
  const mine = await Board.open(page, project)
  await page.getByRole('link', { name: 'List', exact: true }).click()
  await page.getByRole('table', { name: '4 tasks' }).waitFor()
  await lists(mine, ['Draw the plans', 'Ärger with the axles', 'Cut the gears', 'order the brass'])

  await page.getByRole('columnheader', { name: 'Title' }).getByRole('button').click()
  await lists(mine, ['Ärger with the axles', 'Cut the gears', 'Draw the plans', 'order the brass'])
  assert.equal(await page.getByRole('columnheader', { name: 'Title' }).getAttribute('aria-sort'), 'ascending')
  await page.getByRole('columnheader', { name: 'Due' }).getByRole('button').click()
  await lists(mine, ['Draw the plans', 'Cut the gears', 'order the brass', 'Ärger with the axles'])
  await page.getByRole('columnheader', { name: 'Priority' }).getByRole('button').click()
  await lists(mine, ['Cut the gears', 'Ärger with the axles', 'order the brass', 'Draw the plans'])
  await page.getByRole('columnheader', { name: 'Priority' }).getByRole('button').click()
  await lists(mine, ['Draw the plans', 'order the brass', 'Ärger with the axles', 'Cut the gears'])

  // Sorted by the server in the same way: what is loaded anew stands as it stood.
  await page.reload()
  await lists(mine, ['Draw the plans', 'order the brass', 'Ärger with the axles', 'Cut the gears'])
  await project.task('Oil everything', { priority: 'MEDIUM' }, grace)
  await lists(mine, ['Draw the plans', 'order the brass', 'Oil everything', 'Ärger with the axles', 'Cut the gears'])

  await page.getByRole('link', { name: /^order the brass, / }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await mine.panel().getByRole('textbox', { name: 'Title', exact: true }).waitFor()
  assert.match(page.url(), /view=list.*sort=PRIORITY/)
  await page.keyboard.press('Escape')
  await mine.panel().waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label')?.startsWith('Oil everything, '))
})

browserTest('rows are chosen and changed together, and the change is undone', async ({ open }) => {
  const { ada, project } = await workshop()
  const { page } = await open(ada)
  await page.goto(`${project.path}?view=list`)
  const mine = new Board(page)
  await page.getByRole('checkbox', { name: `Select ${project.key}-4` }).check()
  await page.getByRole('checkbox', { name: `Select ${project.key}-2` }).click({ modifiers: ['Shift'] })
  const bar = page.getByRole('region', { name: 'Selected tasks' })
  await bar.getByRole('button', { name: 'Status' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'In review' }).click()
  await page.getByText('3 tasks moved to In review.').waitFor()
  await mine.settled(async () => (await project.board())['In review'].length === 3)
  await page.getByRole('button', { name: 'Undo' }).click()
  await mine.settled(async () => {
    const board = await project.board()
    return ['In progress', 'Done', 'Backlog'].every((column) => board[column].length === 1)
  })
})

browserTest('what is shown of a board stands in its address, for whoever opens it', async ({ open }) => {
  const { ada, grace, project } = await workshop()
  const { page } = await open(ada)
  const mine = await Board.open(page, project)
  await mine.card('Cut the gears').waitFor()
  await page.getByLabel('Filter by due date').selectOption('Any due date')
  await mine.shows('Done', [])
  await page.getByLabel('Filter by assignee').selectOption('Me')
  await mine.shows('In progress', [])
  await mine.shows('Backlog', ['Draw the plans'])

  const theirs = new Board((await open(grace)).page)
  await theirs.page.goto(page.url())
  await theirs.card('Cut the gears').waitFor()
  assert.deepEqual((await theirs.read()).Backlog, [], '"me" is whoever looks')

  await page.getByLabel('Filter by due date').selectOption('Overdue')
  await mine.shows('Backlog', ['Draw the plans'])
  await mine.card('Draw the plans').click()
  await mine.panel().waitFor()
  await mine.page.getByRole('link', { name: 'List', exact: true }).click()
  await lists(mine, ['Draw the plans'])
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await page.getByRole('table', { name: '4 tasks' }).waitFor()

  await page.getByLabel('Filter by priority').selectOption('Urgent')
  await lists(mine, ['Cut the gears'])
  // Live: what starts to pass the filter comes, what ceases to goes.
  await page.getByLabel('Filter by text').fill('the')
  await mine.settled(async () => new URL(page.url()).searchParams.get('q') === 'the')
  const task = await project.task('Polish the lathe', { priority: 'URGENT' }, grace)
  await lists(mine, ['Polish the lathe', 'Cut the gears'])
  await grace.mutate('updateTask', 'UpdateTaskInput', { id: task.id, priority: 'LOW' }, 'task { id }')
  await lists(mine, ['Cut the gears'])
  await page.getByLabel('Filter by text').fill('no such words')
  await page.getByText('No task passes the filter.').waitFor()
  await page.reload()
  await page.getByText('No task passes the filter.').waitFor()
  assert.equal(await page.getByLabel('Filter by text').inputValue(), 'no such words')
  await page.getByRole('button', { name: 'Show all tasks' }).click()
  await page.getByText('Polish the lathe').waitFor()
  assert.equal(new URL(page.url()).searchParams.has('q'), false)
  await mine.hasValue(page.getByLabel('Filter by text'), '')
})
