// Projects made and read through the API.
import { randomUUID } from 'node:crypto'

export const freshKey = () => `T${randomUUID().replaceAll('-', '').slice(0, 8).toUpperCase()}`

/** A project, as its owner works on it through the API. */
export class Project {
  constructor(owner, { id, key, name }) {
    Object.assign(this, { owner, id, key, name })
  }

  /** Makes a project that belongs to `owner`, with others as editors. */
  static async create(owner, name, editors = []) {
    const { project } = await owner.mutate('createProject', 'CreateProjectInput', { key: freshKey(), name }, 'project { id key name }')
    const made = new Project(owner, project)
    for (const person of editors) await made.add(person)
    return made
  }

  get path() {
    return `/projects/${this.key}`
  }

  add(person, role = 'EDITOR') {
    return this.owner.mutate('setMember', 'SetMemberInput', { projectId: this.id, userId: person.id, role }, 'project { id }')
  }

  /** Makes a task and returns its id, ref and title. */
  async task(title, input = {}, by = this.owner) {
    const made = await by.mutate('createTask', 'CreateTaskInput', { projectId: this.id, title, ...input }, 'task { id ref title }')
    return made.task
  }

  /** The board as the server has it: for each column, by name, the titles of its tasks from top to bottom. */
  async board(by = this.owner) {
    const { project } = await by.execute('query ($id: ID!) { project(id: $id) { statuses { key name } } }', { id: this.id })
    const columns = []
    for (const { key, name } of project.statuses) columns.push([name, await this.#titles(key, by)])
    return Object.fromEntries(columns)
  }

  async #titles(status, by) {
    const titles = []
    let after = null
    do {
      const { tasks } = await by.execute(
        `query ($filter: TaskFilter!, $after: String) {
          tasks(filter: $filter, orderBy: { by: POSITION, direction: ASC }, first: 100, after: $after) { nodes { title } pageInfo { hasNextPage endCursor } }
        }`,
        { filter: { projectIds: [this.id], statuses: [status] }, after },
      )
      titles.push(...tasks.nodes.map(({ title }) => title))
      after = tasks.pageInfo.hasNextPage ? tasks.pageInfo.endCursor : null
    } while (after)
    return titles
  }
}
