import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router'
import { SignInPage } from '../auth/sign-in'
import { SignUpPage } from '../auth/sign-up'
import { readBoardSearch } from '../board/address'
import { BoardPage } from '../board/board-page'
import { ProjectLayout } from '../board/project-layout'
import { ProjectsPage } from '../projects/projects-page'
import { Missing } from './missing'
import { Failed } from './failed'
import { later } from './later'
import { session } from './services'
import { SignedIn } from './signed-in'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Addresses of the app. Pages that are not needed for a board are loaded later. */
const root = createRootRoute({ component: Outlet, notFoundComponent: Missing, errorComponent: Failed })

const next = (search: Record<string, unknown>): { next?: string | undefined } => ({ next: text(search.next) })
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage, validateSearch: next })
const signUp = createRoute({ getParentRoute: () => root, path: '/sign-up', component: SignUpPage, validateSearch: next })

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: SignedIn,
  // Without a session the wanted address waits behind the sign-in page.
  beforeLoad: ({ location }) => {
    if (session.state().status !== 'in') throw redirect({ to: '/sign-in', search: { next: location.href === '/' ? undefined : location.href }, replace: true })
  },
})
const projects = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: ProjectsPage,
  // `new` opens the form for a new project.
  validateSearch: (search: Record<string, unknown>): { new?: true | undefined } => ({ new: search.new === true || undefined }),
})
const inbox = createRoute({ getParentRoute: () => signedIn, path: '/inbox', component: later.InboxPage })
const myTasks = createRoute({ getParentRoute: () => signedIn, path: '/my-tasks', component: later.MyTasksPage })
const search = createRoute({
  getParentRoute: () => signedIn,
  path: '/search',
  component: later.SearchPage,
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined } => ({ q: text(search.q) }),
})
const settings = createRoute({ getParentRoute: () => signedIn, path: '/settings', component: later.SettingsPage })

const project = createRoute({ getParentRoute: () => signedIn, path: '/projects/$key', component: ProjectLayout })
const board = createRoute({
  getParentRoute: () => project,
  id: 'board',
  component: BoardPage,
  validateSearch: readBoardSearch,
})
const boardOnly = createRoute({ getParentRoute: () => board, path: '/' })
const task = createRoute({ getParentRoute: () => board, path: '/$ref', component: later.TaskPanel })
const projectSettings = createRoute({ getParentRoute: () => project, path: '/settings', component: later.ProjectSettings })
const trash = createRoute({ getParentRoute: () => project, path: '/trash', component: later.TrashPage })

const routeTree = root.addChildren([
  signIn,
  signUp,
  signedIn.addChildren([projects, inbox, myTasks, search, settings, project.addChildren([board.addChildren([boardOnly, task]), projectSettings, trash])]),
])

export const router = createRouter({ routeTree, defaultPreload: 'intent' })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
