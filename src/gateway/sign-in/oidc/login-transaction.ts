import type { HeaderReader } from '../../visit.ts'
import { cookieNames, writeCookie } from '../session/cookies.ts'

/** How long somebody may take to sign in at the provider, in seconds. */
export const longestSignIn = 600

/** How many tries a browser keeps: two tabs may sign in at once, and what was given up must not fill its requests. */
const mostTries = 3

/** How many are removed by one answer, whose head a proxy in front has to take as well. */
const mostRemoved = 20

const prefix = '__Host-chat-console-try-'

/** One cookie for each try; the state is random, and only letters, digits, `-` and `_` of it make a name. */
export const tryCookie = (state: string): string => `${prefix}${state.replace(/[^\w-]/g, '').slice(0, 12)}`

/** What removes the tries that a request carries too many of, before its browser gets one more. */
export function removeOldTries(headers: HeaderReader): string[] {
  const tries = cookieNames(headers).filter(
    (name) => name.startsWith(prefix) && name === tryCookie(name.slice(prefix.length)),
  )
  // Browsers send the oldest first.
  return tries
    .slice(0, 1 - mostTries)
    .slice(0, mostRemoved)
    .map((name) => writeCookie(name, '', 0))
}
