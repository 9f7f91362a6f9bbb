import type { HeaderReader, RequestContext } from '../request.ts'
import { failed, type Outcome } from '../response.ts'

/**
 * Whether a request was caused by another site's page, or by a page on another local port. Browsers say so themselves
 * (`Sec-Fetch-Site`); `Origin` is for those that do not. A page can set neither header.
 * @param host the host that was asked for.
 */
export function isCrossSite(headers: HeaderReader, host: string): boolean {
  const site = headers.get('sec-fetch-site')
  // A form of our own page sends `Origin: null`, because of the page's referrer policy.
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  return hasForeignOrigin(headers, host)
}

/** Whether there is an `Origin`, and it is not that of the host that was asked for. */
function hasForeignOrigin(headers: HeaderReader, host: string): boolean {
  const origin = headers.get('origin')
  return origin !== null && origin.replace(/^https?:\/\//i, '').toLowerCase() !== host.toLowerCase()
}

/**
 * Refuses other sites. The identity provider redirects people to the callback from its own site, so that one is allowed. Our
 * page's `fetch` sends its `Origin` with a POST, so a search with another one, or with `null`, is from somewhere else.
 */
export function checkFetchMetadata({ request, target }: RequestContext): Outcome | null {
  if (target.kind === 'sign-in' && target.action === 'callback') return null
  const { headers, host } = request
  return isCrossSite(headers, host) || (target.kind === 'find' && hasForeignOrigin(headers, host))
    ? failed('forbidden', "Another site's page may not read chats through this console.")
    : null
}
