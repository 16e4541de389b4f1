import { Button } from '../ui/button'
import { UNFILTERED } from './address'
import { useProject, useRights } from './context'
import { isFiltered } from './filter'
import { useChangeSearch } from './use-view'

/** Says why there is no task to be seen, and what may be done about it. */
export function NoTask() {
  const { store } = useProject().sync
  const { edit } = useRights()
  const change = useChangeSearch()
  const filtered = isFiltered(store.view().filter)
  const hint = edit ? 'No task yet. New task, or the key n, makes the first.' : 'No task yet.'
  return (
    <div className="pointer-events-none absolute inset-x-4 top-36 grid justify-items-center gap-3 text-center text-soft">
      <p className="rounded-md bg-ground px-3 py-1">{filtered ? 'No task passes the filter.' : hint}</p>
      {filtered && (
        <Button className="pointer-events-auto" onClick={() => change(UNFILTERED)}>
          Show all tasks
        </Button>
      )}
    </div>
  )
}
