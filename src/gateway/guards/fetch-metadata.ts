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
  const origin = headers.get('origin')
  return origin !== null && origin.replace(/^https?:\/\//i, '').toLowerCase() !== host.toLowerCase()
}

/** Refuses other sites. The identity provider redirects people to the callback from its own site, so that one is allowed. */
export function checkFetchMetadata({ request, target }: RequestContext): Outcome | null {
  if (target.kind === 'sign-in' && target.action === 'callback') return null
  return isCrossSite(request.headers, request.host)
    ? failed('forbidden', "Another site's page may not read chats through this console.")
    : null
}
