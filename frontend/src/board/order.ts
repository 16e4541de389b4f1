/** Where a card stands in its column. */
export interface Place {
  readonly id: string
  /** What the column sorts by. On a board a fractional index made by the server: ASCII, compared by bytes. */
  readonly position: string
}

/**
 * Orders cards as the server does. `<` on strings compares code units, which for ASCII keys are bytes;
 * localeCompare would put `a0` before `Zz` and so disagree with every other client.
 */
export function comparePlaces(a: Place, b: Place): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  return 0
}

/** Keys for showing a move before the server has made the real one. Its own are letters and digits, above `!` and below `~`. */
export const FIRST = '!'
export const LAST = '~'

/** A key that sorts directly behind `after`. */
export function provisionalPosition(after: string): string {
  return `${after}${FIRST}`
}

/** The index at which `place` stands, or would stand, among sorted places. */
export function findIndex(ids: readonly string[], place: Place, placeOf: (id: string) => Place, compare = comparePlaces): number {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(placeOf(ids[middle]!), place) < 0) low = middle + 1
    else high = middle
  }
  return low
}
