import { type HeaderReader, trimHeader } from '../../request.ts'

/**
 * The value of `Set-Cookie` for a cookie of this host alone, sent over https only (or to this machine), and hidden from
 * scripts. A link in a ticket sends it (Lax), another site's form does not.
 * @param seconds how long the browser keeps it; 0 removes it.
 * @param partitioned for a frame in a page of another site: browsers keep it for frames in that site's pages alone (CHIPS).
 */
export const writeCookie = (name: string, value: string, seconds: number, partitioned = false): string =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; ${partitioned ? 'SameSite=None; Partitioned' : 'SameSite=Lax'}`

/**
 * Reads a cookie; null when it was not sent, or sent twice: another host of the domain may have set one of the two, and
 * nothing says which.
 */
export const readCookie = (headers: HeaderReader, name: string): string | null => readCookies(headers).get(name) ?? null

/** The names of all cookies that were sent, in their order, without those that were sent twice. */
export const cookieNames = (headers: HeaderReader): string[] =>
  [...readCookies(headers)].flatMap(([name, value]) => (value === null ? [] : [name]))

/**
 * The cookies that were sent, by name; null for one that was sent twice. Names are compared byte for byte, as browsers
 * compare the prefix `__Host-`: with any other byte in front a name is another one, which every host of the domain may set.
 */
function readCookies(headers: HeaderReader): Map<string, string | null> {
  const cookies = new Map<string, string | null>()
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at <= 0) continue
    const name = trimHeader(pair.slice(0, at))
    cookies.set(name, cookies.has(name) ? null : trimHeader(pair.slice(at + 1)))
  }
  return cookies
}
