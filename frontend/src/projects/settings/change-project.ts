import { asApiError } from '../../api/errors'
import { toasts } from '../../app/services'

/** Runs a change of the project and tells of a refusal. What it changed comes back as an event, like everybody's. */
export async function changeProject(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change()
    return true
  } catch (reason) {
    toasts.show('error', asApiError(reason).message)
    return false
  }
}
