// A signed-in or signed-out page without a sign-in at the server: the session and the gateway's failures are faked.
import type { Page } from '@playwright/test'

import type { Session } from '../../src/console/sign-in/fetch-session.ts'
import { failureBody, type FailureCode, failureStatus } from '../../src/linq/failure.ts'

/** The requests of a page for a chat. */
export const chatApi = '**/api/partner/v2/chats/*'

export const ana: Session = {
  signIn: 'oidc',
  person: { email: 'ana@example.com', name: 'Ana Lopez', id: 'a1' },
  allowed: true,
  until: '2026-01-01T20:00:00.000Z',
}
export const signedOut: Session = { signIn: 'oidc', person: null, allowed: false, until: null }
export const notAllowed: Session = { ...ana, allowed: false }

/** The URLs of documents, and of few other files. Each request that a test handles takes it some milliseconds. */
const notForScripts = /^https?:\/\/[^/]+\/(?!assets\/|api\/|auth\/)/

/**
 * Makes a page of a console without sign-in behave as if sign-in were configured.
 * @returns the session that `/auth/session` returns, which a test may replace, and how often it was requested.
 */
export async function fakeSession(page: Page, session: Session): Promise<{ session: Session; requests: number }> {
  const server = { session, requests: 0 }
  await page.route(notForScripts, async (route) => {
    if (route.request().resourceType() !== 'document') return route.fallback()
    const response = await route.fetch()
    const body = (await response.text()).replace(
      'name="linq-sign-in" content=""',
      `name="linq-sign-in" content="${session.signIn ?? ''}"`,
    )
    return route.fulfill({ response, body })
  })
  await page.route('**/auth/session', (route) => {
    server.requests += 1
    return route.fulfill({ json: server.session })
  })
  return server
}

/**
 * A failure response as the gateway sends it.
 * @param retryAfter the seconds of its Retry-After header; without it there is no such header.
 */
export const gatewayFailure = (
  code: FailureCode,
  retryAfter?: number,
): { status: number; headers: Record<string, string>; body: string } => ({
  status: failureStatus[code],
  headers: {
    'content-type': 'application/json',
    'x-request-id': 'r-1',
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
  },
  body: failureBody(failureStatus[code], code, '', 'Words of the gateway.'),
})

/** Hides the tab and shows it again, as far as a page can observe that. */
export const returnToTab = async (page: Page): Promise<void> =>
  await page.evaluate(() => {
    for (const visibilityState of ['hidden', 'visible']) {
      Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true })
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
    }
  })

/** The account in the header. */
export const account = (page: Page): ReturnType<Page['locator']> => page.locator('[data-account]')
