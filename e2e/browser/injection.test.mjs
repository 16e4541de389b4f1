// quality.md 74: whatever people write is text. Nothing of it runs, opens a dialog or offends the security policy.
import assert from 'node:assert/strict'
import { browserTest } from './harness/browser-test.mjs'
import { Board } from './harness/board.mjs'
import { Person } from './harness/people.mjs'
import { freshKey, Project } from './harness/projects.mjs'

const RUN = "window.ran='yes';alert(1)"

const CORPUS = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}"><animate onbegin="${RUN}" attributeName=x dur=1s>`,
  `<iframe srcdoc="<script>parent.ran='yes'</script>"></iframe>`,
  `<details open ontoggle="${RUN}"><summary>more</summary></details>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${RUN}">`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`,
  `"><body onpageshow="${RUN}"><base href="https://evil.example/">`,
  `[press](javascript:${RUN})`,
  `[press](java&#115;cript&colon;${RUN})`,
  `[press](\u0001JaVaScRiPt:${RUN})`,
  `[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)`,
  `[press](vbscript:msgbox(1)) <javascript:${RUN}>`,
  `![caption" onerror="${RUN}](https://evil.example/pixel.png)`,
  `![press](javascript:${RUN})`,
  `- [ ] <img src=x onerror="${RUN}">`,
  `https://evil.example/"onmouseover="${RUN}" and www.evil.example/<script>${RUN}</script>`,
  `[reference]: javascript:${RUN}\n\n[reference]`,
  `<form action="javascript:${RUN}"><button>press</button></form>`,
  `{{constructor.constructor("${RUN}")()}} \${${RUN}}`,
]

/** One line without control characters, as titles and names must be. */
const line = (text) => text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '')

browserTest('Q74: markup and addresses in names, titles, descriptions and comments are inert', async ({ open }) => {
  const ada = await Person.register(line(CORPUS[1]).slice(0, 100))
  const project = await Project.create(ada, line(CORPUS[0]).slice(0, 100))
  const readers = await Promise.all(CORPUS.slice(2, 6).map((text) => Person.register(line(text).slice(0, 100))))
  for (const person of readers) await project.add(person)
  const label = await ada.mutate('createLabel', 'CreateLabelInput', { projectId: project.id, name: line(CORPUS[1]).slice(0, 50) }, 'label { id }')
  const tasks = []
  for (const text of CORPUS) {
    const by = readers[tasks.length % readers.length]
    const task = await project.task(line(text), { description: text, status: 'todo', labelIds: [label.label.id] }, by)
    for (const body of [text, `> ${text}`]) await by.mutate('addComment', 'AddCommentInput', { taskId: task.id, body }, 'comment { id }')
    tasks.push(task)
  }
  for (const name of CORPUS.slice(6)) await ada.mutate('createProject', 'CreateProjectInput', { key: freshKey(), name: line(name).slice(0, 100), description: name }, 'project { id }')

  const { page } = await open(ada, { viewport: { width: 1440, height: 3000 } })
  const board = await Board.open(page, project)
  for (const { ref, title } of tasks) {
    await board.page.getByRole('link', { name: new RegExp(`, ${ref},`) }).click()
    const panel = page.getByRole('complementary', { name: `Task ${ref}` })
    await panel.getByRole('region', { name: 'Comments' }).getByRole('listitem').nth(1).waitFor()
    assert.equal(await panel.getByRole('textbox', { name: 'Title', exact: true }).inputValue(), title, 'shown as it was written')
    await inert(page, ref)
  }
  const pages = { '/': 'Projects', '/inbox': 'Inbox', '/my-tasks': 'My tasks', '/search?q=press': 'Search', '/settings': 'Settings', [`${project.path}/settings`]: 'Members', [`${project.path}/trash`]: null }
  for (const [path, heading] of Object.entries(pages)) {
    await page.goto(path)
    await (heading ? page.getByRole('heading', { name: heading }) : page.getByText('The trash is empty.')).first().waitFor()
    await inert(page, path)
  }
  await page.goto(`${project.path}?view=list`)
  await page.getByRole('table').getByRole('link').first().waitFor()
  await inert(page, 'list')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog').getByRole('combobox').fill('press')
  await page.getByRole('dialog').getByRole('option', { name: /javascript/ }).first().waitFor()
  await inert(page, 'palette')
})

/** Looks for elements and attributes that the app never makes itself. */
async function inert(page, where) {
  const found = await page.evaluate(() => {
    const own = new URL(location.href).origin
    const foreign = [...document.querySelectorAll('#root *')].flatMap((element) => {
      const handlers = element.getAttributeNames().filter((name) => name.startsWith('on') || ['srcdoc', 'formaction', 'action'].includes(name))
      const strange = ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'STYLE', 'BASE', 'MATH', 'NOSCRIPT'].includes(element.tagName.toUpperCase())
      return strange || handlers.length > 0 ? [element.outerHTML.slice(0, 200)] : []
    })
    const addresses = [...document.querySelectorAll('#root a[href]')].filter(({ protocol }) => !['http:', 'https:', 'mailto:'].includes(protocol)).map(({ href }) => href)
    const images = [...document.images].filter(({ src }) => new URL(src).origin !== own).map(({ src }) => src)
    return { ran: window.ran ?? null, foreign, addresses, images }
  })
  assert.deepEqual(found, { ran: null, foreign: [], addresses: [], images: [] }, where)
}
