import { GraphiQL } from 'graphiql'
import 'graphiql/style.css'
import { buildSchema } from 'graphql'
import { createRoot } from 'react-dom/client'
// The very file that the server was built from: no introspection is needed, so this works signed out and with it off.
import contract from '../../../schema/schema.graphql?raw'
import { Session } from '../api/session'
import { post } from '../api/transport'
import './graphiql.css'
import { createFetcher } from './fetcher'
import './workers'

const FIRST_QUERY = `# Tasklane's GraphQL API, as the person who is signed in to the app in this browser.
# Ctrl+Space completes, Ctrl+Enter runs, the book on the left explains every field.

query Projects {
  me { name }
  projects(first: 10) {
    nodes { id key name statusCounts { count status { name } } }
  }
}
`

const session = new Session(post)
session.start()
const root = document.getElementById('graphiql')
if (root) createRoot(root).render(<GraphiQL fetcher={createFetcher(session)} schema={buildSchema(contract)} defaultQuery={FIRST_QUERY} shouldPersistHeaders={false} />)
