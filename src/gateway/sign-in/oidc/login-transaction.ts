import type { HeaderReader } from '../../request.ts'
import { cookieNames, writeCookie } from '../session/cookies.ts'

/** What a login needs between its two steps. */
export interface LoginTransaction {
  state: string
  nonce: string
  /** The code verifier of PKCE. */
  verifier: string
  /** Where the sign-in leads back to. */
  back: string
  /** The challenge of the frame whose window this is; null for a sign-in without a frame. */
  frame: string | null
}

/** How long a login at the provider may take, in seconds. */
export const loginSeconds = 600

/** How many transactions a browser keeps: two tabs may log in at once, and abandoned ones must not fill its requests. */
const maxTransactions = 3

/** How many one response removes, since proxies limit the size of its headers. */
const maxRemoved = 20

const prefix = '__Host-chat-console-try-'

/** The cookie of one transaction. The state is random; its letters, digits, `-` and `_` make the name. */
export const transactionCookie = (state: string): string => `${prefix}${state.replace(/[^\w-]/g, '').slice(0, 12)}`

/** The `Set-Cookie` values that remove old transactions, so that one more fits. */
export function removeOldTransactions(headers: HeaderReader): string[] {
  const names = cookieNames(headers).filter(
    (name) => name.startsWith(prefix) && name === transactionCookie(name.slice(prefix.length)),
  )
  // Browsers send the oldest first.
  return names
    .slice(0, 1 - maxTransactions)
    .slice(0, maxRemoved)
    .map((name) => writeCookie(name, '', 0))
}
