import type { StatusCategory } from '../../api/generated'

/** Kinds of columns, with the colour that a new one gets. */
export const CATEGORIES: Record<StatusCategory, { readonly name: string; readonly color: string }> = {
  BACKLOG: { name: 'Backlog', color: '#8a94a6' },
  TODO: { name: 'To do', color: '#4f7ca3' },
  IN_PROGRESS: { name: 'In progress', color: '#d9a400' },
  DONE: { name: 'Done', color: '#2f9e6b' },
  CANCELED: { name: 'Canceled', color: '#9aa0a6' },
}
