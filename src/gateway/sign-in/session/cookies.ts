import type { HeaderReader } from '../../request.ts'

/**
 * The value of `Set-Cookie` for a cookie of this host alone, sent over https only (or to this machine), and hidden from
 * scripts. A link in a ticket sends it (Lax), another site's form does not.
 * @param seconds how long the browser keeps it; 0 removes it.
 */
export const writeCookie = (name: string, value: string, seconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Lax`

/** Reads a cookie; null when it was not sent. Of two with one name the first counts. */
export const readCookie = (headers: HeaderReader, name: string): string | null =>
  readCookies(headers).find(([sent]) => sent === name)?.[1] ?? null

/** The names of all cookies that were sent, in their order. */
export const cookieNames = (headers: HeaderReader): string[] => readCookies(headers).map(([name]) => name)

const readCookies = (headers: HeaderReader): [name: string, value: string][] =>
  (headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=')
    return at > 0 ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]] : []
  })
