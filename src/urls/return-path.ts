import { matchPage, pages } from './pages.ts'

/** The longest path and query that a sign-in keeps, in encoded characters: they travel in a cookie. */
const longest = 1000

/** Whether a path and query are too long to be kept through a sign-in. */
export const isTooLong = (path: string): boolean => path.length > longest

/**
 * Checks where a sign-in may lead back to, so that no link can lead from it to another site.
 * @param text a path and query from an untrusted URL (`return`), or null.
 * @returns the path and query of a page that allows it; `/` for anything else.
 */
export function returnPath(text: string | null): string {
  // Browsers read a backslash as a slash, and skip tabs and line breaks.
  if (text === null || !text.startsWith('/') || /[\\\s\p{C}]/u.test(text)) return pages.lookup.path
  const base = 'https://console.invalid'
  if (!URL.canParse(text, base)) return pages.lookup.path
  const { origin, pathname, search } = new URL(text, base)
  const page = matchPage(pathname)
  const isAllowed = origin === base && page !== null && pages[page.name].afterSignIn && !isTooLong(pathname + search)
  return isAllowed ? pathname + search : pages.lookup.path
}
