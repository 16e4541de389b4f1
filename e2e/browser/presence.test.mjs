// Who is here: people see each other on a board and at a task, as they come and as they go.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { Project } from './harness/projects.mjs'

const faces = (page) => page.getByRole('list', { name: 'People here' })

browserTest('people see each other on the board, and who has which task open', async ({ open }) => {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Compiler', [grace])
  const task = await project.task('Count the moths', { status: 'todo' })
  await project.task('Feed the cat', { status: 'todo' })
  const [one, other] = [await open(ada), await open(grace)]
  const [mine, theirs] = [await Board.open(one.page, project), await Board.open(other.page, project)]
  await faces(mine.page).getByText('Grace Hopper, looking at the board').waitFor({ state: 'attached' })
  await faces(theirs.page).getByText('Ada Lovelace, looking at the board').waitFor({ state: 'attached' })

  await theirs.openTask(task.title)
  await mine.page.getByRole('link', { name: /^Count the moths, .*open at Grace Hopper$/ }).waitFor()
  assert.equal(await mine.page.getByRole('link', { name: /^Feed the cat, .*open at/ }).count(), 0)

  // Her face leads to where she is.
  await faces(mine.page).getByRole('link', { name: `Grace Hopper, looking at ${task.ref}` }).click()
  await mine.panel().getByRole('list', { name: 'Also looking at this task' }).getByText('Grace Hopper').waitFor({ state: 'attached' })
  await theirs.panel().getByRole('list', { name: 'Also looking at this task' }).getByText('Ada Lovelace').waitFor({ state: 'attached' })

  await theirs.page.keyboard.press('Escape')
  await faces(mine.page).getByText('Grace Hopper, looking at the board').waitFor({ state: 'attached' })
  await mine.panel().getByRole('list', { name: 'Also looking at this task' }).waitFor({ state: 'detached' })

  await other.context.close()
  await faces(mine.page).waitFor({ state: 'detached' })
})

browserTest('of a crowd a handful is shown and the rest is counted', async ({ open }) => {
  const ada = await Person.register('Ada Lovelace')
  const names = ['Alan Turing', 'Barbara Liskov', 'Edsger Dijkstra', 'Grace Hopper', 'Katherine Johnson', 'Tony Hoare', 'Zuse Konrad']
  const crowd = await Promise.all(names.map((name) => Person.register(name)))
  const project = await Project.create(ada, 'Compiler', crowd)
  const { page } = await open(ada)
  await Board.open(page, project)
  // A word of one's whereabouts holds for half a minute: they come when somebody looks.
  await Promise.all(crowd.map((person) => person.execute('mutation ($id: ID!) { setPresence(projectId: $id) }', { id: project.id })))
  await faces(page).getByText('Katherine Johnson, Tony Hoare, Zuse Konrad').waitFor({ state: 'attached' })
  await faces(page).getByText('Grace Hopper, looking at the board').waitFor({ state: 'attached' })
  assert.equal(await faces(page).getByRole('listitem').count(), 5)
  assert.equal(await faces(page).getByText('+3').count(), 1)

  await crowd[6].execute('mutation ($id: ID!) { clearPresence(projectId: $id) }', { id: project.id })
  await faces(page).getByText('Katherine Johnson, Tony Hoare', { exact: true }).waitFor({ state: 'attached' })
})
