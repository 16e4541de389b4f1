// Being told: what concerns somebody shows in their inbox at once, wherever they are in the app.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { Project } from './harness/projects.mjs'

browserTest('a mention in a comment arrives in the inbox while one looks, and is read there', async ({ open }) => {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Compiler', [grace])
  const task = await project.task('Count the moths', { status: 'todo' })
  const mine = await open(ada)
  const theirs = await open(grace)
  await theirs.page.goto('/inbox')
  // Having been added to the project is the first thing that she was told. The page is left only when the server has
  // heard that it is read: what is on its way when a page is left may not arrive.
  const heard = theirs.page.waitForResponse((answer) => answer.request().postData()?.includes('MarkAllNotificationsRead') ?? false)
  await theirs.page.getByRole('button', { name: 'Mark all read' }).click()
  await heard
  const inbox = theirs.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox', exact: true })
  await inbox.waitFor()
  await theirs.page.goto('/my-tasks')
  await inbox.waitFor()

  const panel = await (await Board.open(mine.page, project)).openTask(task.title)
  const comment = panel.getByRole('textbox', { name: 'Comment' })
  await comment.fill('Ask ')
  await comment.press('End')
  await comment.pressSequentially('@gra')
  await panel.getByRole('option', { name: 'Grace Hopper' }).click()
  await comment.pressSequentially('**how many** there are')
  await comment.press('Control+Enter')
  await panel.getByRole('listitem').filter({ hasText: 'Ask @Grace Hopper how many there are' }).waitFor()

  const unread = theirs.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox, 1 unread' })
  await unread.waitFor()
  await unread.click()
  const entry = theirs.page.getByRole('list', { name: 'Notifications' }).getByRole('listitem').filter({ hasText: /Ada Lovelace mentioned you.*Count the moths.*: Ask @Grace Hopper how many there are/ })
  await entry.waitFor()
  assert.match(await theirs.page.title(), /Inbox/)
  await entry.getByRole('button', { name: 'Mark read' }).click()
  await inbox.waitFor()

  await entry.getByRole('link').click()
  await theirs.page.getByRole('complementary', { name: `Task ${task.ref}` }).waitFor()
  assert.equal(await mine.page.getByRole('link', { name: 'Inbox', exact: true }).count(), 1, 'nobody is told of what they did themselves')
})

browserTest('who writes on at once after choosing whom to mention writes behind the mention, however late the page is drawn', async ({ open }) => {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Compiler', [grace])
  const task = await project.task('Count the moths', { status: 'todo' })
  const { page } = await open(ada)
  await page.addInitScript(() => {
    const draw = window.requestAnimationFrame
    window.requestAnimationFrame = (run) => setTimeout(() => draw(run), 400)
  })
  const panel = await (await Board.open(page, project)).openTask(task.title)
  const comment = panel.getByRole('textbox', { name: 'Comment' })
  await comment.fill(', how many there are')
  await comment.press('Home')
  await comment.pressSequentially('@gra')
  await comment.press('Enter')
  await comment.pressSequentially('knows')
  assert.equal(await comment.inputValue(), `[@Grace Hopper](mention:${grace.id}) knows, how many there are`)
})

browserTest('what is read in one window is read in the other', async ({ open }) => {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(ada, 'Compiler', [grace])
  await project.task('Find the moth', { assignedUserId: grace.id })
  const [desk, sofa] = [await open(grace), await open(grace)]
  const unread = (page) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Inbox, 2 unread' })
  await desk.page.goto('/inbox')
  await sofa.page.goto('/')
  await Promise.all([unread(desk.page).waitFor(), unread(sofa.page).waitFor()])
  await desk.page.getByRole('button', { name: 'Mark all read' }).click()
  await sofa.page.getByRole('link', { name: 'Inbox', exact: true }).waitFor()
})
