import { ServerStateDocument } from '../api/generated'
import { useQuery } from '../app/use-query'

/** What the server says about new accounts; null until it has answered. */
export function useServerState() {
  return useQuery(ServerStateDocument, {}).data?.server ?? null
}
