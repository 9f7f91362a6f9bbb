/**
 * Writes a cookie that only this host gets, over https only (or on this machine), and that no script can read. A link from
 * a ticket carries it (Lax), a foreign page's form does not.
 * @param seconds how long the browser keeps it; 0 removes it.
 */
export const writeCookie = (name: string, value: string, seconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Lax`

/** Reads a cookie; null when it was not sent. Of two with one name the first counts. */
export function readCookie(headers: Headers, name: string): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}
