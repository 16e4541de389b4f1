// People to be: each has an account of their own, made through the API, and acts there or in a browser window.
import { randomUUID } from 'node:crypto'
import { execute, patiently } from '../../clients/api.mjs'
import { web } from './addresses.mjs'

const register = 'mutation ($input: RegisterInput!) { register(input: $input) { accessToken user { id } } }'
const login = 'mutation ($input: LoginInput!) { login(input: $input) { accessToken user { id } } }'

/** Somebody with an account, who can sign in to a window. */
export class Account {
  constructor({ name, email, password }) {
    this.name = name
    this.email = email
    this.password = password
  }

  /** Signs in to a browser context as the sign-in form does: the session is then a cookie of the context. */
  async signIn(context, site = web) {
    const answer = await context.request.post(`${site}/graphql`, {
      headers: { 'x-tasklane-client': 'web', origin: site },
      data: { query: login, variables: { input: { email: this.email, password: this.password } } },
    })
    const { errors } = await answer.json()
    if (errors) throw new Error(errors[0].message)
  }
}

/** An account that can also use the API. */
export class Person extends Account {
  #token

  /** Registers somebody new. The address is theirs alone, so that tests never meet. */
  static async register(name) {
    const person = new Person({ name, email: `someone-${randomUUID()}@example.org`, password: `correct horse ${randomUUID()}` })
    const { register: made } = await patiently(() => execute(register, { input: { name, email: person.email, password: person.password } }))
    person.#token = made.accessToken
    person.id = made.user.id
    return person
  }

  execute(query, variables) {
    return execute(query, variables, this.#token)
  }

  /** Runs a mutation with an `input` argument and returns its payload: `mutate('createTask', 'CreateTaskInput', {…}, 'task { id }')`. */
  async mutate(field, type, input, selection) {
    const data = await this.execute(`mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`, { input })
    return data[field]
  }
}
