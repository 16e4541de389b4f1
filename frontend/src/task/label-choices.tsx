import { useHead, useProject } from '../board/context'
import type { Card } from '../board/model'
import { MenuChoice } from '../ui/menu'

/** The project's labels, of which a task may have several: the menu stays open. */
export function LabelChoices({ taskId, card }: { taskId: string; card: Card }) {
  const { actions } = useProject()
  const head = useHead()
  if (head.labels.length === 0) return <p className="px-2.5 py-1.5 text-faint">This project has no labels yet. Its settings make them.</p>
  return head.labels.map((label) => {
    const on = card.labels.some(({ id }) => id === label.id)
    return (
      <MenuChoice
        key={label.id}
        many
        checked={on}
        onSelect={() =>
          void actions.update(
            taskId,
            { labels: on ? card.labels.filter(({ id }) => id !== label.id) : [...card.labels, { id: label.id }] },
            on ? { removeLabelIds: [label.id] } : { addLabelIds: [label.id] },
          )
        }
      >
        <span className="size-2.5 rounded-full" style={{ background: label.color }} />
        {label.name}
      </MenuChoice>
    )
  })
}
