/** Where people may come back to after signing in: the lookup, chats and the gallery. */
const places = /^\/(?:$|\?|(?:chats|qa)(?:$|[/?]))/

/** The longest path that is kept, in characters as an address writes them; it travels in a cookie. */
const longest = 1000

/**
 * Checks where somebody wants to come back to.
 * @param text the path and query as the page sent it, or null.
 * @returns a path on this console; `/` for anything else, so that no link can lead from the sign-in to another site.
 */
export function returnPath(text: string | null): string {
  // A backslash and a control character count as a slash and as nothing in browsers.
  if (text === null || !text.startsWith('/') || /[\\\p{C}]/u.test(text)) return '/'
  const base = 'https://console.invalid'
  if (!URL.canParse(text, base)) return '/'
  const { origin, pathname, search } = new URL(text, base)
  const path = pathname + search
  return origin === base && path.length <= longest && places.test(path) ? path : '/'
}
