// The pages of the app, each with what shows that it is there.

/** `path` and the locator to wait for, for a project with at least one task and somebody who sees all of it. */
export function everyPage(page, project, task) {
  const heading = (name) => page.getByRole('heading', { name, exact: true }).first()
  return [
    { name: 'projects', path: '/', there: page.getByRole('main').getByRole('link', { name: project.name }) },
    { name: 'board', path: project.path, there: page.getByRole('main', { name: 'Board' }).getByRole('link').first() },
    { name: 'list', path: `${project.path}?view=list`, there: page.getByRole('table').getByRole('link').first() },
    { name: 'task', path: `${project.path}/${task.ref}`, there: page.getByRole('region', { name: 'Comments' }).getByRole('listitem').first() },
    { name: 'project settings', path: `${project.path}/settings`, there: heading('Members') },
    { name: 'trash', path: `${project.path}/trash`, there: page.getByRole('main').getByRole('button', { name: /^Restore/ }) },
    { name: 'inbox', path: '/inbox', there: page.getByRole('list', { name: 'Notifications' }) },
    { name: 'my tasks', path: '/my-tasks', there: page.getByRole('main').getByRole('link').first() },
    { name: 'search', path: `/search?q=${encodeURIComponent(task.title)}`, there: page.getByRole('main').getByRole('link').first() },
    { name: 'settings', path: '/settings', there: heading('Appearance') },
  ]
}

export async function visit(page, { path, there }) {
  await page.goto(path)
  await there.waitFor()
  await page.evaluate(() => document.fonts.ready)
}
