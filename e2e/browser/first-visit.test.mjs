// The first minutes with Tasklane: an account, a project, a task, and addresses that lead back.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { freshKey, Project } from './harness/projects.mjs'
import { withServer } from './harness/server.mjs'

async function signUp(page, { name, email, password }) {
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign up' }).click()
}

async function signIn(page, { email, password }) {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

browserTest('the first account is made at the first visit and becomes the administrator', async ({ open }) => {
  await withServer(async ({ web }) => {
    const { page, context } = await open(null, { site: web })
    await page.goto('/')
    await page.getByRole('heading', { name: 'Sign up' }).waitFor()
    await page.getByText('The first account becomes the administrator.').waitFor()
    const ada = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'a first long sentence' }
    await signUp(page, ada)
    await page.getByRole('heading', { name: 'Projects' }).waitFor()
    await page.getByText('No project yet').waitFor()

    const second = await open(null, { site: web })
    await second.page.goto('/sign-up')
    await signUp(second.page, { name: 'Grace Hopper', email: 'grace@example.org', password: 'another long sentence' })
    await second.page.getByRole('heading', { name: 'Projects' }).waitFor()
    assert.equal(await roleOf(context, web, ada), 'ADMIN')
    assert.equal(await roleOf(second.context, web, { email: 'grace@example.org', password: 'another long sentence' }), 'MEMBER')
    // The process ends before the windows do: nobody shall look for it then.
    for (const one of [page, second.page]) await one.close()
  })
})

async function roleOf(context, site, { email, password }) {
  const answer = await context.request.post(`${site}/graphql`, {
    data: { query: 'mutation ($input: LoginInput!) { login(input: $input) { user { role } } }', variables: { input: { email, password } } },
  })
  return (await answer.json()).data.login.user.role
}

browserTest('one signs up, out and in again, and a wrong password is said at the form', async ({ open }) => {
  const name = 'Mary Somerville'
  const email = `mary-${freshKey()}@example.org`
  const { page } = await open()
  await page.goto('/sign-up')
  await signUp(page, { name, email, password: 'short' })
  await page.getByRole('alert').waitFor()
  assert.equal(await page.getByLabel('Password').getAttribute('aria-invalid'), 'true', 'the field that is wrong is marked')
  await signUp(page, { name, email, password: 'the mechanism of the heavens' })
  await page.getByRole('heading', { name: 'Projects' }).waitFor()

  await page.getByRole('button', { name: `Account of ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()

  await signIn(page, { email, password: 'not the mechanism' })
  await page.getByRole('alert').waitFor()
  assert.match(await page.getByRole('alert').innerText(), /password/i)
  await signIn(page, { email, password: 'the mechanism of the heavens' })
  await page.getByRole('heading', { name: 'Projects' }).waitFor()

  await page.reload()
  await page.getByRole('heading', { name: 'Projects' }).waitFor()
})

browserTest('a project is made, Enter makes tasks, and the address opens the same board in a fresh tab', async ({ open }) => {
  const ada = await Person.register('Ada Lovelace')
  const { page, context } = await open(ada)
  await page.goto('/')
  await page.getByRole('button', { name: 'New project' }).click()
  const form = page.getByRole('dialog', { name: 'New project' })
  await form.getByRole('textbox', { name: 'Name' }).fill('Analytical Engine')
  const key = freshKey()
  await form.getByRole('textbox', { name: 'Key' }).fill(key)
  await form.getByRole('button', { name: 'Create project' }).click()
  await page.getByRole('heading', { name: 'Analytical Engine' }).waitFor()

  const board = new Board(page)
  await board.ready()
  await board.newTask('Order the brass')
  await board.newTask('Cut the gears')
  await board.card('Cut the gears').waitFor()
  assert.match(page.url(), new RegExp(`/projects/${key}$`))
  // The field for the next task is still open: a click elsewhere ends that and does what it is for, too.
  await board.openTask('Order the brass')
  assert.match(page.url(), new RegExp(`/projects/${key}/${key}-1$`), 'an open task has an address too')

  await board.card('Cut the gears').click()
  await page.getByRole('complementary', { name: `Task ${key}-2` }).waitFor()
  await page.goBack()
  await page.getByRole('complementary', { name: `Task ${key}-1` }).waitFor()

  const tab = await context.newPage()
  await tab.goto(page.url())
  await tab.getByRole('complementary', { name: `Task ${key}-1` }).waitFor()
  await new Board(tab).card('Cut the gears').waitFor()
  assert.deepEqual(await new Board(tab).read(), await board.read())
})

browserTest('a shared address waits behind the sign-in page', async ({ open }) => {
  const ada = await Person.register('Ada Lovelace')
  const grace = await Person.register('Grace Hopper')
  const project = await Project.create(ada, 'Compiler', [grace])
  const task = await project.task('Count the moths')
  const { page } = await open()
  await page.goto(`${project.path}/${task.ref}`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await signIn(page, grace)
  await page.getByRole('complementary', { name: `Task ${task.ref}` }).waitFor()
  assert.equal(new URL(page.url()).pathname, `${project.path}/${task.ref}`)
})

browserTest("a board that is not one's own is not there", async ({ open }) => {
  const ada = await Person.register('Ada Lovelace')
  const project = await Project.create(ada, 'Private')
  const { page } = await open(await Person.register('Somebody Else'))
  await page.goto(project.path)
  await page.getByRole('heading', { name: 'No such project' }).waitFor()
  assert.equal(await page.getByText('Private', { exact: true }).count(), 0)
})
