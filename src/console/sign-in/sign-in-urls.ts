/** Pages that somebody may come back to after signing in: the lookup, chats and the gallery. */
const places = /^\/(?:(?:chats(?:\/[^/]+)?|qa)\/?)?$/

/** The longest address that the server takes along through a sign-in, in characters. */
const longest = 1000

/**
 * Checks where an address wants to lead after signing in (`return`): it may have been made by anybody.
 * @returns a path and query of this console; `/` for anything else.
 */
export function returnPath(text: string | null): string {
  // Browsers take a backslash for a slash, and skip tabs and line breaks.
  if (text === null || !text.startsWith('/') || /[\\\s\p{C}]/u.test(text) || !URL.canParse(text, location.origin))
    return '/'
  const { origin, pathname, search } = new URL(text, location.origin)
  return origin === location.origin && places.test(pathname) ? pathname + search : '/'
}

/**
 * The address that starts a sign-in.
 * @param back where it comes back to.
 * @param another whether the provider is to offer another account.
 */
export const signInUrl = (back: string, another = false): string =>
  `/auth/sign-in?return=${encodeURIComponent(back)}${another ? '&switch=1' : ''}`

/** Whether an address is too long to come back to; then the sign-in has to happen beside it. */
export const isTooLong = (back: string): boolean => back.length > longest
