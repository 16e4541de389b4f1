// The task beside the board: dates, parents, relations, watchers, and the way to another project.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { Project } from './harness/projects.mjs'

async function twoPeople(open) {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Analytical Engine', [grace])
  const gears = await project.task('Cut the gears', { status: 'todo' })
  const brass = await project.task('Order the brass', { status: 'todo' })
  const [one, other] = [await open(ada), await open(grace)]
  return { ada, grace, project, gears, brass, mine: await Board.open(one.page, project), theirs: await Board.open(other.page, project) }
}

browserTest('a start date is typed digit by digit, shows for others, and is taken away', async ({ open }) => {
  const { ada, gears, mine, theirs } = await twoPeople(open)
  const [panel, other] = [await mine.openTask('Cut the gears'), await theirs.openTask('Cut the gears')]
  const stored = async () => (await ada.execute('query ($id: ID!) { task(id: $id) { startOn dueOn } }', { id: gears.id })).task
  await panel.getByLabel('Start date').focus()
  // Day and month alike, because their order is the browser's.
  await mine.page.keyboard.type('05052031')
  await mine.settled(async () => (await stored()).startOn === '2031-05-05')
  await theirs.hasValue(other.getByLabel('Start date'), '2031-05-05')

  await panel.getByLabel('Due date').fill('2031-05-04')
  await panel.getByText('It starts after it is due.').waitFor()
  await other.getByText('It starts after it is due.').waitFor()
  await panel.getByLabel('Start date').fill('')
  await panel.getByText('It starts after it is due.').waitFor({ state: 'detached' })
  await mine.settled(async () => JSON.stringify(await stored()) === JSON.stringify({ startOn: null, dueOn: '2031-05-04' }))
})

browserTest('a parent is found by its words, leads there, and is taken off again', async ({ open }) => {
  const { project, brass, mine, theirs } = await twoPeople(open)
  const panel = await mine.openTask('Cut the gears')
  await panel.getByRole('button', { name: 'Parent: None' }).click()
  await panel.getByRole('combobox', { name: 'Parent' }).fill('brass')
  await panel.getByRole('option', { name: /Order the brass/ }).click()
  await panel.getByRole('link', { name: `${brass.ref} Order the brass` }).click()
  const parent = mine.page.getByRole('complementary', { name: `Task ${brass.ref}` })
  await parent.getByRole('region', { name: 'Subtasks' }).getByRole('link', { name: /Cut the gears/ }).waitFor()

  const other = await theirs.openTask('Cut the gears')
  await other.getByRole('button', { name: 'Take it out of its parent' }).click()
  await other.getByRole('button', { name: 'Parent: None' }).waitFor()
  await parent.getByRole('region', { name: 'Subtasks' }).getByRole('link').waitFor({ state: 'detached' })

  // A task cannot be below itself: the server says so, and nothing has changed.
  const child = await project.task('Ask for a price', { parentId: brass.id })
  await project.task('Write the letter', { parentId: child.id })
  await parent.getByRole('button', { name: 'Parent: None' }).click()
  await parent.getByRole('combobox', { name: 'Parent' }).fill('letter')
  await parent.getByRole('option', { name: /Write the letter/ }).click()
  await mine.page.getByText('A task cannot be below itself.').waitFor()
  await parent.getByRole('button', { name: 'Parent: None' }).waitFor()
})

browserTest('a relation is made to a task of another project, shows at both ends, and is removed with the keyboard', async ({ open }) => {
  const { ada, grace, gears, mine, theirs } = await twoPeople(open)
  const elsewhere = await Project.create(ada, 'Foundry', [grace])
  const mould = await elsewhere.task('Make the mould', { status: 'todo' })

  const panel = await mine.openTask('Cut the gears')
  const relations = panel.getByRole('region', { name: 'Relations' })
  await relations.getByRole('button', { name: 'Add a relation' }).click()
  await relations.getByLabel('Kind of relation').selectOption('Blocked by')
  await relations.getByRole('combobox', { name: 'Related task' }).fill(mould.ref.toLowerCase())
  await relations.getByRole('option', { name: /Make the mould/, selected: true }).waitFor()
  await mine.page.keyboard.press('Enter')
  const link = relations.getByRole('list', { name: 'Blocked by' }).getByRole('link', { name: /Make the mould/ })
  await link.waitFor()

  const other = await (await Board.open(theirs.page, elsewhere)).openTask('Make the mould')
  await other.getByRole('list', { name: 'Blocks', exact: true }).getByRole('link', { name: /Cut the gears/ }).click()
  await theirs.page.getByRole('complementary', { name: `Task ${gears.ref}` }).waitFor()

  await relations.getByRole('button', { name: `Remove: Blocked by ${mould.ref}` }).focus()
  await mine.page.keyboard.press('Enter')
  await link.waitFor({ state: 'detached' })
  await theirs.panel().getByRole('list', { name: 'Blocked by' }).waitFor({ state: 'detached' })
  // Escape closes the search, then the task.
  await relations.getByRole('button', { name: 'Add a relation' }).click()
  await relations.getByRole('combobox', { name: 'Related task' }).press('Escape')
  await relations.getByRole('combobox', { name: 'Related task' }).waitFor({ state: 'detached' })
  assert.equal(await panel.isVisible(), true)
})

browserTest('who watches is shown, and changes for everybody', async ({ open }) => {
  const { mine, theirs } = await twoPeople(open)
  const [panel, other] = [await mine.openTask('Cut the gears'), await theirs.openTask('Cut the gears')]
  const names = (panel) => panel.getByRole('list', { name: 'Watchers' }).getByRole('listitem')
  await names(panel).filter({ hasText: 'Ada Lovelace' }).waitFor()
  assert.equal(await names(panel).count(), 1, 'who made it watches it')
  await other.getByRole('button', { name: 'Watch', exact: true }).click()
  await other.getByRole('button', { name: 'Watching' }).waitFor()
  await names(panel).filter({ hasText: 'Grace Hopper' }).waitFor()
  await panel.getByRole('button', { name: 'Watching' }).click()
  await names(other).filter({ hasText: 'Ada Lovelace' }).waitFor({ state: 'detached' })
})

browserTest('a task moves to another project, and its old address leads after it', async ({ open }) => {
  const { ada, grace, project, gears, mine, theirs } = await twoPeople(open)
  const foundry = await Project.create(ada, 'Foundry')
  const foreign = await Project.create(grace, 'Not for moving')
  await foreign.add(ada, 'COMMENTER')
  const panel = await mine.openTask('Cut the gears')
  await panel.getByRole('button', { name: 'More' }).click()
  await mine.page.getByRole('menuitem', { name: 'Move to another project…' }).click()
  const dialog = mine.page.getByRole('dialog', { name: `Move ${gears.ref} to another project` })
  await dialog.getByRole('option', { name: /Foundry/ }).waitFor({ state: 'attached' })
  assert.deepEqual(await dialog.getByRole('option').allInnerTexts(), ['Choose one', `Foundry (${foundry.key})`], 'only where one may make tasks')
  await mine.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await panel.waitFor()

  await panel.getByRole('button', { name: 'More' }).click()
  await mine.page.getByRole('menuitem', { name: 'Move to another project…' }).click()
  await dialog.getByLabel('Project').selectOption({ label: `Foundry (${foundry.key})` })
  await dialog.getByRole('button', { name: 'Move it' }).click()
  await mine.page.getByRole('complementary', { name: `Task ${foundry.key}-1` }).waitFor()
  await mine.page.getByText(`${gears.ref} is ${foundry.key}-1 now.`).waitFor()
  await mine.card('Cut the gears', 'Todo').waitFor()
  await theirs.shows('Todo', ['Order the brass'])

  await mine.page.goto(`${project.path}/${gears.ref}`)
  await mine.page.getByRole('complementary', { name: `Task ${foundry.key}-1` }).waitFor()
  assert.equal(new URL(mine.page.url()).pathname, `${foundry.path}/${foundry.key}-1`)
})

browserTest('what cannot be brought back is asked for first', async ({ open }) => {
  const { ada, gears, project, mine } = await twoPeople(open)
  await ada.mutate('addComment', 'AddCommentInput', { taskId: gears.id, body: 'Of brass' }, 'comment { id }')
  await ada.mutate('createLabel', 'CreateLabelInput', { projectId: project.id, name: 'Über', color: '#b8860b' }, 'label { id }')
  const { page } = mine
  const panel = await mine.openTask('Cut the gears')
  const comment = panel.getByRole('listitem').filter({ hasText: 'Of brass' })
  await comment.getByRole('button', { name: 'Delete comment' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await comment.getByRole('button', { name: 'Delete comment' }).click()
  await page.getByRole('dialog', { name: 'Delete your comment?' }).getByRole('button', { name: 'Delete comment' }).click()
  await comment.waitFor({ state: 'detached' })

  await page.goto(`${project.path}/settings`)
  await page.getByRole('button', { name: 'Delete Über' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Delete Über' }).click()
  await page.getByRole('dialog', { name: 'Delete Über?' }).getByRole('button', { name: 'Delete label' }).click()
  await page.getByRole('button', { name: 'Delete Über' }).waitFor({ state: 'detached' })
  await page.getByRole('list', { name: 'Members' }).getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('dialog', { name: 'Leave Analytical Engine?' }).getByRole('button', { name: 'Cancel' }).click()
  assert.ok((await ada.execute('query ($key: String) { project(key: $key) { id } }', { key: project.key })).project, 'still a member')
})

browserTest('a checklist is ticked where it is read, by several at once, and by nobody who may only look', async ({ open }) => {
  const { ada, project, gears, mine, theirs } = await twoPeople(open)
  const described = async () => (await ada.execute('query ($id: ID!) { task(id: $id) { description } }', { id: gears.id })).task.description
  await ada.mutate('updateTask', 'UpdateTaskInput', { id: gears.id, description: '- [ ] sixty teeth\n- [ ] ninety teeth' }, 'task { id }')
  const [panel, other] = [await mine.openTask('Cut the gears'), await theirs.openTask('Cut the gears')]
  // Pressed, not checked: the box shows what is stored, not what the mouse did.
  await panel.getByRole('checkbox', { name: 'sixty teeth' }).click()
  await other.getByRole('checkbox', { name: 'sixty teeth', checked: true }).waitFor()
  await other.getByRole('checkbox', { name: 'ninety teeth' }).press(' ')
  await panel.getByRole('checkbox', { name: 'ninety teeth', checked: true }).waitFor()
  assert.equal(await described(), '- [x] sixty teeth\n- [x] ninety teeth')
  await panel.getByRole('checkbox', { name: 'sixty teeth' }).click()
  await other.getByRole('checkbox', { name: 'sixty teeth', checked: false }).waitFor()

  const viewer = await Person.register('Edsger Dijkstra')
  await project.add(viewer, 'VIEWER')
  const { page } = await open(viewer)
  const looked = await (await Board.open(page, project)).openTask('Cut the gears')
  assert.equal(await looked.getByRole('checkbox', { name: 'ninety teeth' }).isEnabled(), false)
})
