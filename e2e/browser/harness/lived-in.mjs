import { Person } from './people.mjs'
import { Project } from './projects.mjs'

/** A project in which something of every kind has happened, and the person whose pages show all of it. */
export async function livedIn() {
  const [ada, grace] = await Promise.all([Person.register('Ada Lovelace'), Person.register('Grace Hopper')])
  const project = await Project.create(grace, 'Analytical Engine')
  await project.add(ada, 'OWNER')
  // Names are as long as they like.
  await project.add(await Person.register('Katherine Coleman Goble Johnson of White Sulphur Springs'), 'COMMENTER')
  const labels = []
  for (const [name, color] of [['brass', '#b8860b'], ['needs a decision', '#7048e8'], ['Über', '#ffffff']]) {
    const { label } = await grace.mutate('createLabel', 'CreateLabelInput', { projectId: project.id, name, color }, 'label { id }')
    labels.push(label.id)
  }
  const task = await project.task('Cut the gears', {
    status: 'todo',
    priority: 'URGENT',
    assignedUserId: ada.id,
    labelIds: labels,
    startOn: '2020-03-01',
    dueOn: '2020-02-29',
    description: '## Sizes\n\n- [x] sixty teeth\n- [ ] ninety teeth\n\n| wheel | teeth |\n|---|---|\n| first | 60 |\n\n`lathe --slow` and [a drawing](https://example.org/drawing)\n\n> slowly',
  })
  await project.task('Measure the first one', { parentId: task.id, status: 'done', priority: 'LOW' })
  await project.task('Order brass, enough of it for all of the wheels and for those that will go wrong, from whoever can send it before the winter comes', { status: 'in_progress', priority: 'HIGH', assignedUserId: grace.id })
  const axles = await project.task('Oil the axles', { status: 'in_review', priority: 'MEDIUM', dueOn: '2099-12-31' })
  await grace.mutate('relateTasks', 'RelateTasksInput', { taskId: task.id, kind: 'BLOCKED_BY', otherId: axles.id }, 'task { id }')
  const trashed = await project.task('Steam power')
  await grace.execute('mutation ($id: ID!) { deleteTask(id: $id) { id } }', { id: trashed.id })
  await grace.mutate('addComment', 'AddCommentInput', { taskId: task.id, body: `[@Ada Lovelace](mention:${ada.id}) **brass** or _steel_?` }, 'comment { id }')
  await ada.mutate('addComment', 'AddCommentInput', { taskId: task.id, body: 'Brass.' }, 'comment { id }')
  return { ada, grace, project, task }
}
