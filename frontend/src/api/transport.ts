import { ApiError, type GraphQLErrorBody } from './errors'

/** The text of an operation, carrying the types of its variables and of its answer. */
export interface Operation<Data, Variables> {
  toString(): string
  __apiType?: (variables: Variables) => Data
}

/** A request without an answer for so long is given up, in milliseconds: the server ends its own work earlier. */
const PATIENCE = 30_000

export interface RequestOptions {
  readonly signal?: AbortSignal
  /** The request is small and outlives the page that sends it. */
  readonly keepalive?: boolean
}

/** Posts one operation and returns its data, or throws an ApiError. */
export type Post = <Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  token: string | null,
  options?: RequestOptions,
) => Promise<Data>

export const post: Post = async <Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
  token: string | null,
  { signal, keepalive = false }: RequestOptions = {},
) => {
  // The client header makes the server keep the refresh token in a cookie that no script can read.
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json',
    'x-tasklane-client': 'web',
  }
  if (token) headers.authorization = `Bearer ${token}`

  let response: Response
  let body: { data?: Data | null; errors?: GraphQLErrorBody[] }
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: operation.toString(), variables }),
      signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) : AbortSignal.timeout(PATIENCE),
      credentials: 'same-origin',
      keepalive,
    })
    body = await response.json()
  } catch (reason) {
    if (signal?.aborted) throw reason
    throw ApiError.offline()
  }
  if (body.errors && body.errors.length > 0) throw ApiError.fromBody(body.errors)
  if (!body.data) throw new ApiError(response.status === 503 ? 'UNAVAILABLE' : 'INTERNAL', 'The server gave no answer.')
  return body.data
}
