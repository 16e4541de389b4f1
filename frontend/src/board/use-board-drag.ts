import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect } from 'react'
import { announcer } from '../app/services'
import type { Project } from './context'
import { isCardData, isColumnData } from './drag-data'
import { placeInColumn } from './place'

/** Turns drops into moves, and scrolls the lanes while a card is held near their edge. */
export function useBoardDrag(lanes: RefObject<HTMLElement | null>, { sync, actions }: Project): void {
  useEffect(() => {
    if (!lanes.current) return
    const element = lanes.current
    return combine(
      autoScrollForElements({ element, canScroll: ({ source }) => isCardData(source.data) }),
      monitorForElements({
        canMonitor: ({ source }) => isCardData(source.data),
        onDrop: ({ source, location }) => {
          const { store } = sync
          const column = location.current.dropTargets.find((target) => isColumnData(target.data))
          if (!column || !isColumnData(column.data) || !isCardData(source.data)) return
          const { statusId } = column.data
          const status = store.head()?.statuses.find((status) => status.id === statusId)
          if (!status) return
          const id = source.data.id
          const ids = store.column(statusId).ids.filter((other) => other !== id)
          const over = location.current.dropTargets.find((target) => isCardData(target.data))
          let index = ids.length
          if (over && isCardData(over.data)) {
            // Dropped onto itself: it stays where it is.
            if (over.data.id === id) return
            index = ids.indexOf(over.data.id) + (extractClosestEdge(over.data) === 'bottom' ? 1 : 0)
          }
          const card = store.card(id)
          actions.move(id, placeInColumn(status, ids, index))
          if (card) announcer.say(`Moved ${card.title} to ${status.name}`)
        },
      }),
    )
  }, [lanes, sync, actions])
}
