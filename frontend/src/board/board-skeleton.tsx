/** Cards in each lane, so that the shape is that of a board and not of a table. */
const LANES = [3, 5, 2, 3, 1]

/** The shape of a board, seen while a slow one is read. */
export function BoardSkeleton() {
  return (
    <div role="status" className="flex h-full flex-col">
      <p className="sr-only">Reading the board…</p>
      <div aria-hidden="true" className="appear-late flex min-h-0 flex-1 flex-col">
        <div className="h-12 shrink-0 border-b border-line bg-surface" />
        <div className="flex flex-1 overflow-hidden">
          {LANES.map((cards, lane) => (
            <div key={lane.toString()} className="grid w-72 shrink-0 content-start gap-1.5 px-2.5 pt-4 sm:flex-1">
              <div className="mb-2 h-3 w-20 rounded-full bg-line" />
              {Array.from({ length: cards }, (_, card) => (
                <div key={card.toString()} className="h-[72px] rounded-card border border-line bg-surface" />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
