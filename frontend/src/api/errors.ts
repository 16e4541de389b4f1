export type ErrorCode =
  | 'INVALID_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'RESYNC_REQUIRED'
  | 'TOO_COMPLEX'
  | 'INTERNAL'
  /** No answer arrived: offline, or the server is gone. */
  | 'NETWORK'

/** One entry of `errors` in a GraphQL answer. */
export interface GraphQLErrorBody {
  readonly message: string
  readonly extensions?: {
    readonly code?: string
    readonly field?: string
    readonly currentVersion?: number
    readonly retryAfter?: number
    readonly mayHaveRun?: boolean
  }
}

/** A refusal by the server, or the absence of an answer. `message` is fit to be shown. */
export class ApiError extends Error {
  readonly code: ErrorCode
  /** Path of the input that is wrong, such as `input.email`. */
  readonly field: string | null
  readonly currentVersion: number | null
  /** Seconds to wait before another try. */
  readonly retryAfter: number | null
  /** True when the change may have happened although no answer says so. */
  readonly mayHaveRun: boolean

  constructor(code: ErrorCode, message: string, details: GraphQLErrorBody['extensions'] = {}) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.field = details.field ?? null
    this.currentVersion = details.currentVersion ?? null
    this.retryAfter = details.retryAfter ?? null
    this.mayHaveRun = details.mayHaveRun ?? code === 'NETWORK'
  }

  static fromBody(errors: readonly GraphQLErrorBody[]): ApiError {
    const first = errors[0]
    if (!first) return new ApiError('INTERNAL', 'The server answered with an error it did not describe.')
    return new ApiError((first.extensions?.code ?? 'INTERNAL') as ErrorCode, first.message, first.extensions)
  }

  static offline(): ApiError {
    return new ApiError('NETWORK', 'The server could not be reached.')
  }
}

export function asApiError(reason: unknown): ApiError {
  if (reason instanceof ApiError) return reason
  return new ApiError('INTERNAL', reason instanceof Error ? reason.message : 'Something went wrong.')
}
