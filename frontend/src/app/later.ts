import { lazyRouteComponent } from '@tanstack/react-router'

/** The pages that a board does without. */
export const later = {
  InboxPage: lazyRouteComponent(() => import('../inbox/inbox-page'), 'InboxPage'),
  MyTasksPage: lazyRouteComponent(() => import('../search/my-tasks-page'), 'MyTasksPage'),
  SearchPage: lazyRouteComponent(() => import('../search/search-page'), 'SearchPage'),
  SettingsPage: lazyRouteComponent(() => import('../settings/settings-page'), 'SettingsPage'),
  TaskPanel: lazyRouteComponent(() => import('../task/task-panel'), 'TaskPanel'),
  ProjectSettings: lazyRouteComponent(() => import('../projects/settings/project-settings'), 'ProjectSettings'),
  TrashPage: lazyRouteComponent(() => import('../projects/trash-page'), 'TrashPage'),
}

/** What else opens on a page, behind a `lazy` of its own. */
const parts = [
  () => import('../ui/menu-content'),
  () => import('../palette/palette'),
  () => import('../list/list-view'),
  () => import('../search/task-picker'),
  () => import('../bulk/bulk-bar'),
]

/**
 * Loads all of it while nothing else is to be done. A link that is followed in a tunnel, or after the server was
 * updated, then opens its page: with a part missing the whole app would be loaded anew, and what was written in it lost.
 */
export async function loadTheRest(): Promise<void> {
  for (const page of Object.values(later)) await page.preload?.()
  for (const part of parts) await part().catch(() => undefined)
}
