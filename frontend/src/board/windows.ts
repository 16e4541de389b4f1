import type { Place } from './order'

/** How much of a column has been loaded. Pages are read in order, so it is always a beginning of the column. */
export interface ColumnWindow {
  /** The last place of the last page; null before the first page. */
  readonly end: Place | null
  /** Nothing follows the end. */
  readonly complete: boolean
  /** Cursor of the next page. */
  readonly next: string | null
  readonly loading: boolean
  readonly failed: boolean
  readonly pages: number
}

export const UNLOADED: ColumnWindow = { end: null, complete: false, next: null, loading: false, failed: false, pages: 0 }

export interface Page {
  readonly end: Place | null
  readonly hasMore: boolean
  readonly cursor: string | null
}

export function extended(window: ColumnWindow, page: Page): ColumnWindow {
  return {
    end: page.end ?? window.end,
    complete: !page.hasMore,
    next: page.cursor,
    loading: false,
    failed: false,
    pages: window.pages + 1,
  }
}
