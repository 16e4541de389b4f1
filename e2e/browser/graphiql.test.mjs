// The API explorer comes with the binary, works without any other host, and acts as who is signed in.
import { browserTest } from './harness/browser-test.mjs'
import { Person } from './harness/people.mjs'
import { Project } from './harness/projects.mjs'

browserTest('GraphiQL loads from the binary alone and runs a query as the one who is signed in', async ({ open }) => {
  const ada = await Person.register('Ada Lovelace')
  const project = await Project.create(ada, 'Analytical Engine')
  const { page } = await open(ada)
  await run(page)
  await answers(page, '"me":{"name":"AdaLovelace"}')
  await answers(page, `"key":"${project.key}","name":"AnalyticalEngine"`)
})

browserTest('GraphiQL signed out shows the schema, and what the API refuses', async ({ open }) => {
  const { page } = await open()
  await run(page)
  await answers(page, '"code":"UNAUTHENTICATED"')
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
  await page.getByRole('heading', { name: 'Root Types' }).or(page.getByText('Root Types')).first().waitFor()
})

/** Opens GraphiQL and runs the query that stands there at first. */
async function run(page) {
  await page.goto('/graphiql')
  // The query is there to be read once the editor is ready; before that there is nothing to run.
  await page.getByRole('region', { name: 'Operation Editor' }).getByText('statusCounts').waitFor()
  await page.getByRole('button', { name: /^Execute query/ }).click()
}

/** Waits until the answer contains some JSON, here written without any white space: the editor draws it in pieces. */
async function answers(page, json) {
  const answer = await page.getByRole('region', { name: 'Result Window' }).elementHandle()
  await page.waitForFunction(([answer, json]) => answer.innerText.replace(/\s/g, '').includes(json), [answer, json])
}
