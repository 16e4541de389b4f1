import { listOrder } from '../board/address'
import { useBoardSearch, useChangeSearch } from '../board/use-view'
import { Icon } from '../ui/icon'
import { LIST_COLUMNS, type ListColumn } from './columns'

/** The headings, which sort: a first press as is usual for the column, another one the other way round. */
export function ListHead() {
  return (
    <div role="rowgroup" className="overflow-y-hidden bg-surface [scrollbar-gutter:stable]">
      <div role="row" aria-rowindex={1} className="task-row task-row-head text-faint">
        {LIST_COLUMNS.map((column) => (
          <Heading key={column.cell} column={column} />
        ))}
      </div>
    </div>
  )
}

function Heading({ column: { cell, name, sort, first } }: { column: ListColumn }) {
  const search = useBoardSearch()
  const change = useChangeSearch()
  const current = listOrder(search)
  if (!sort) {
    return (
      <span role="columnheader" data-cell={cell}>
        <span className={cell === 'pick' ? 'sr-only' : ''}>{name}</span>
      </span>
    )
  }
  const sorted = current.by === sort
  const next = sorted ? (current.descending ? 'asc' : 'desc') : first
  return (
    <span role="columnheader" data-cell={cell} aria-sort={sorted ? (current.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" onClick={() => change({ sort, order: next })} className={`-mx-1 inline-flex max-w-full items-center gap-1 rounded px-1 hover:text-ink ${sorted ? 'font-semibold text-ink' : ''}`}>
        <span className="truncate">{name}</span>
        {sorted && <Icon name={current.descending ? 'down' : 'up'} size={12} />}
      </button>
    </span>
  )
}

/** The same for pages on which there is no room for headings. */
export function SortChoice() {
  const search = useBoardSearch()
  const change = useChangeSearch()
  const { by, descending } = listOrder(search)
  return (
    <div className="task-sort flex items-center gap-1.5 bg-surface px-3 py-1.5">
      <label className="flex items-center gap-2 text-faint">
        Sort by
        <select
          value={by}
          onChange={(event) => {
            const column = LIST_COLUMNS.find(({ sort }) => sort === event.target.value)
            if (column?.sort) change({ sort: column.sort, order: column.first })
          }}
          className="h-8 rounded-md border border-line bg-surface px-1.5 text-ink"
        >
          {LIST_COLUMNS.filter(({ sort }) => sort).map(({ name, sort }) => (
            <option key={name} value={sort ?? ''}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" aria-label={descending ? 'Descending' : 'Ascending'} onClick={() => change({ sort: by, order: descending ? 'asc' : 'desc' })} className="grid size-8 place-items-center rounded-md border border-line text-soft">
        <Icon name={descending ? 'down' : 'up'} />
      </button>
    </div>
  )
}
