// The laptop that was asleep: what happened meanwhile is there when it wakes, and nothing was loaded anew.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { Project } from './harness/projects.mjs'

const STATUSES = ['backlog', 'todo', 'in_progress', 'in_review', 'done', 'canceled']

/** Fifty changes of every kind that a board shows, by somebody else. */
async function fiftyChanges(project, by, tasks) {
  let changes = 0
  for (let round = 0; round < 10; round++) {
    const one = tasks[round % tasks.length]
    const other = tasks[(round + 3) % tasks.length]
    const status = STATUSES[(round * 5 + 2) % STATUSES.length]
    await by.mutate('moveTask', 'MoveTaskInput', { id: one.id, status }, 'task { id }')
    await by.mutate('moveTask', 'MoveTaskInput', { id: other.id, status, before: one.id }, 'task { id }')
    await by.mutate('updateTask', 'UpdateTaskInput', { id: one.id, title: `Task ${round} has a new name` }, 'task { id }')
    await by.mutate('addComment', 'AddCommentInput', { taskId: other.id, body: `Remark ${round}` }, 'comment { id }')
    if (round % 3 === 2) await by.execute('mutation ($id: ID!) { deleteTask(id: $id) { id } }', { id: tasks.splice(5, 1)[0].id })
    else tasks.push(await project.task(`Task made in round ${round}`, { status, after: one.id }, by))
    changes += 5
  }
  return changes
}

browserTest('fifty changes missed offline are there after coming back, without a reload', async ({ open }) => {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Analytical Engine', [grace])
  const tasks = []
  for (let number = 1; number <= 18; number++) tasks.push(await project.task(`Task ${number}`, { status: STATUSES[number % 3] }))
  const asleep = await open(ada, { viewport: { width: 1440, height: 2400 } })
  const awake = await open(grace, { viewport: { width: 1440, height: 2400 } })
  const [mine, theirs] = [await Board.open(asleep.page, project), await Board.open(awake.page, project)]
  await mine.card('Task 18').waitFor()
  const before = await mine.read()
  assert.deepEqual(before, await project.board(), 'both begin equal')

  const document = await asleep.page.evaluate(() => performance.timeOrigin)
  const navigations = []
  asleep.page.on('framenavigated', (frame) => navigations.push(frame.url()))
  asleep.witness.excuse(/ERR_INTERNET_DISCONNECTED|WebSocket connection/)
  await asleep.context.setOffline(true)
  await asleep.page.getByText('Reconnecting…').waitFor()
  assert.equal(await fiftyChanges(project, grace, tasks), 50)

  const truth = await project.board()
  await equals(theirs, truth)
  assert.deepEqual(await mine.read(), before, 'nothing came through while the network was cut')

  await asleep.context.setOffline(false)
  await equals(mine, truth)
  await asleep.page.getByText('Reconnecting…').waitFor({ state: 'detached' })
  assert.deepEqual(await names(mine), await names(theirs), 'labels, comments and the rest of each card are the same too')
  assert.deepEqual(navigations, [], 'the page went nowhere')
  assert.equal(await asleep.page.evaluate(() => performance.timeOrigin), document, 'it is still the document that fell asleep')

  // And it is live again, in both directions.
  await mine.newTask('Awake again')
  await theirs.card('Awake again').waitFor()
  await project.task('Good morning', { status: 'done' }, grace)
  await mine.card('Good morning', 'Done').waitFor()
})

browserTest('in a tunnel the pages open, and what is being written waits', async ({ open }) => {
  const ada = await Person.register('Ada Lovelace')
  const project = await Project.create(ada, 'Analytical Engine')
  await project.task('Cut the gears')
  const { page, context, witness } = await open(ada)
  const board = await Board.open(page, project)
  const panel = await board.openTask('Cut the gears')
  await panel.getByRole('textbox', { name: 'Comment' }).fill('Half a sentence')
  // Everything that the app consists of comes soon after its first page; the bar for several cards is the last.
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /bulk-bar/.test(name)))
  await page.waitForLoadState('networkidle')
  const document = await page.evaluate(() => performance.timeOrigin)

  witness.excuse(/ERR_INTERNET_DISCONNECTED|WebSocket connection/)
  await context.setOffline(true)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My tasks' }).click()
  await page.getByRole('heading', { name: 'My tasks' }).waitFor()
  await page.getByRole('alert').waitFor()
  await page.goBack()
  await page.getByText('Reconnecting…').waitFor()

  // Nobody has to press anything when it ends.
  await context.setOffline(false)
  await board.hasValue(board.panel().getByRole('textbox', { name: 'Comment' }), 'Half a sentence')
  await board.card('Cut the gears').waitFor()
  assert.equal(await page.evaluate(() => performance.timeOrigin), document, 'the app was not loaded anew')
  await board.panel().getByRole('button', { name: 'Comment', exact: true }).click()
  await board.panel().getByRole('region', { name: 'Comments' }).getByRole('listitem').filter({ hasText: 'Half a sentence' }).waitFor()
})

/** Waits until a board shows exactly these columns. */
async function equals(board, columns) {
  const deadline = Date.now() + 20_000
  let shown
  do {
    shown = await board.read()
    if (JSON.stringify(shown) === JSON.stringify(columns)) return
    await board.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
  } while (Date.now() < deadline)
  assert.deepEqual(shown, columns)
}

/** The accessible names of all cards, which say everything that a card shows. */
function names(board) {
  return board.page.getByRole('main', { name: 'Board' }).getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('aria-label')))
}
