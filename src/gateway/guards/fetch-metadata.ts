import { type Answer, failed } from '../response.ts'
import type { HeaderReader, Visit } from '../visit.ts'

/**
 * Tells whether another site's page, or a page on another local port, is behind a request.
 * Browsers say so themselves (`Sec-Fetch-Site`); `Origin` is for those that do not. Neither header can be set by a page.
 * @param host the host that was asked, as a proxy we trust names it.
 */
export function isFromElsewhere(headers: HeaderReader, host: string): boolean {
  const site = headers.get('sec-fetch-site')
  // A form of our own page says `Origin: null`, because the page tells nobody where it comes from.
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = headers.get('origin')
  return origin !== null && origin.replace(/^https?:\/\//i, '').toLowerCase() !== host.toLowerCase()
}

/** The third check. The identity provider sends people back to the callback from its own site, so that one is let through. */
export function checkFetchMetadata({ request, route, host }: Visit): Answer | null {
  if (route.kind === 'sign-in' && route.action === 'callback') return null
  return isFromElsewhere(request.headers, host)
    ? failed('forbidden', "Another site's page may not read chats through this console.")
    : null
}
