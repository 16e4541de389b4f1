import type { Fetcher } from '@graphiql/toolkit'
import { getOperationAST } from 'graphql'
import { createClient } from 'graphql-ws'
import type { Session } from '../api/session'

/** Sends what GraphiQL asks: queries and mutations by POST, subscriptions by WebSocket, as the person signed in to the app. */
export function createFetcher(session: Session): Fetcher {
  const socket = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: async () => {
      const token = await session.token()
      return token ? { authorization: `Bearer ${token}` } : {}
    },
  })
  return async (params, options) => {
    const operation = options?.documentAST && getOperationAST(options.documentAST, params.operationName)
    if (operation?.operation === 'subscription') {
      return socket.iterate({ query: params.query, variables: params.variables as Record<string, unknown>, operationName: params.operationName })
    }
    const token = await session.token()
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...options?.headers,
      },
      body: JSON.stringify(params),
    })
    return response.json()
  }
}
