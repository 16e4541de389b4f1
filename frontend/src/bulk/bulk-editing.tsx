import { lazy, Suspense } from 'react'
import { useProject, useRights, useSelection } from '../board/context'
import { useSelectionKeys } from './use-selection-keys'

const BulkBar = lazy(() => import('./bulk-bar'))

/** The keys that choose cards, and the bar that changes them once some are chosen. */
export function BulkEditing() {
  const { edit } = useRights()
  const { size } = useSelection()
  useSelectionKeys(useProject(), edit)
  if (!edit || size === 0) return null
  return (
    <Suspense>
      <BulkBar />
    </Suspense>
  )
}
