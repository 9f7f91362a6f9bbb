/** Where people may return to after signing in: the lookup, chats and the gallery. */
const allowedPaths = /^\/(?:$|\?|(?:chats|qa)(?:$|[/?]))/

/** The longest path that is kept, in characters of a URL; it travels in a cookie. */
const longest = 1000

/**
 * Checks where somebody wants to return to.
 * @param text the path and query that the page sent, or null.
 * @returns a path on this console; `/` for anything else, so that no link can lead from the sign-in to another site.
 */
export function returnPath(text: string | null): string {
  // Browsers read a backslash as a slash, and ignore control characters.
  if (text === null || !text.startsWith('/') || /[\\\p{C}]/u.test(text)) return '/'
  const base = 'https://console.invalid'
  if (!URL.canParse(text, base)) return '/'
  const { origin, pathname, search } = new URL(text, base)
  const path = pathname + search
  return origin === base && path.length <= longest && allowedPaths.test(path) ? path : '/'
}
