// The one table of the console's pages, for the router, the servers, the sign-in and the catalogue of pictures.
import type { ChatId } from '../linq/chat-id.ts'

interface PageRoute {
  /** The path in the router's syntax. A trailing slash is optional, letter case counts. */
  path: `/${string}`
  /** Whether signing in may lead back to it. */
  afterSignIn: boolean
  /** Whether a server renders it. */
  serverRendered: boolean
}

/**
 * Every page by its name, which is also its `data-view` and so public. Each is a file in `src/console/routes`; the code calls
 * `several` bulk.
 */
export const pages = {
  lookup: { path: '/', afterSignIn: true, serverRendered: true },
  several: { path: '/chats', afterSignIn: true, serverRendered: false },
  find: { path: '/find', afterSignIn: true, serverRendered: false },
  chat: { path: '/chats/:id', afterSignIn: true, serverRendered: true },
  qa: { path: '/qa', afterSignIn: true, serverRendered: false },
  'sign-in': { path: '/sign-in', afterSignIn: false, serverRendered: false },
} as const satisfies Record<string, PageRoute>

export type PageName = keyof typeof pages

/** The names of all pages. */
export const pageNames = Object.keys(pages).filter((name): name is PageName => Object.hasOwn(pages, name))

const patterns = new Map(
  pageNames.map((name) => [name, new RegExp(`^${pages[name].path.replace(/:\w+/, '([^/]+)')}/?$`.replace('//?', '/'))]),
)

/** Finds the page of a path without its query; null if there is none. `id` is the path segment of `:id`, still encoded. */
export function matchPage(pathname: string): { name: PageName; id?: string } | null {
  for (const [name, pattern] of patterns) {
    const [match, id] = pattern.exec(pathname) ?? []
    if (match !== undefined) return { name, ...(id !== undefined && { id }) }
  }
  return null
}

/** Whether a path is a page's. Any other path gets the same document, which says so, with status 404. */
export const isPage = (pathname: string): boolean => matchPage(pathname) !== null

/**
 * Where a request leads whose path is a page's except for repeated slashes, as in `//chats/45?mask=1`.
 * @param target a path, with its query.
 * @returns the page's path, with the query; null for any other target. It starts with one slash, so it stays on this site.
 */
export function withoutRepeatedSlashes(target: string): string | null {
  const [path = ''] = target.split('?', 1)
  const single = path.replace(/\/{2,}/g, '/')
  return single !== path && isPage(single) ? single + target.slice(path.length) : null
}

/**
 * The path of a chat's page.
 * @param search the view settings to keep, with their `?`.
 */
export const chatUrl = (id: ChatId, search = ''): string => `${pages.chat.path.replace(':id', id)}${search}`

/** The path of the page of several chats. */
export function bulkUrl(ids: readonly ChatId[], search = ''): string {
  const kept = new URLSearchParams(search)
  // Commas stay readable in a URL; ids are digits or UUIDs and need no escapes.
  return `${pages.several.path}?ids=${ids.join(',')}${kept.size > 0 ? `&${kept.toString()}` : ''}`
}

/** The path of a sandbox search, which a link names without its number. */
export function findSampleUrl(sample: string, search = ''): string {
  return `${pages.find.path}?${new URLSearchParams([['sample', sample], ...new URLSearchParams(search)]).toString()}`
}
