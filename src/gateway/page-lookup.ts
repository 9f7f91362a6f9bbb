import { admit, identify, limitKey } from './admission.ts'
import { Cancellation } from './cancellation.ts'
import { auditLookup, isRefresh } from './chat-lookup.ts'
import type { RequestContext } from './request.ts'
import { beginRequestLog, internalError, type RequestLog } from './request-log.ts'
import { failed, type Outcome } from './response.ts'
import type { Services } from './services.ts'
import { type Identity, renewSession } from './sign-in/identity.ts'
import { sessionBody } from './sign-in/session-body.ts'

/** How a page uses its lookup. */
export interface PageNeeds {
  /** Whether the page masks personal data before it leaves, for the audit line. */
  hidden: boolean
  /** How long the page waits for the outcome, in milliseconds. */
  waitMs: number
  /** A body of so many bytes or more is not sent along with the page. */
  maxBytes: number
}

/** A lookup that the server begins for a page of a chat: session, draining, rate limit and ID are checked as for any lookup. */
export interface PageLookup {
  requestId: string
  /** Values of `Set-Cookie`; known at once, since the page's headers leave before the outcome is known. */
  cookies: readonly string[]
  /** The body of `GET /auth/session`; null where people do not sign in. */
  session: string | null
  /** Never rejects. */
  answer: Promise<PageAnswer>
}

/**
 * The outcome, audited; or, where it takes too long or is too long, a ticket for the page's own lookup of the same chat.
 * That one is audited, and not charged to the person's limit again.
 */
type PageAnswer = { outcome: Outcome; ticket?: never } | { outcome?: never; ticket: string }

/** How long a call to Linq that the page did not wait for is kept for the page's own lookup to join, in milliseconds. */
const keepCallMs = 5000

const handedOver = failed('client_left', 'The page sends this lookup itself.')

/** Looks a chat up for its page. The caller has checked the host and that the request is a navigation. */
export async function lookUpForPage(
  context: RequestContext,
  needs: PageNeeds,
  services: Services,
): Promise<PageLookup> {
  const { options } = services
  const log = beginRequestLog(context.target, services)
  const identity = await identify(context.request, log, options).catch((error: unknown) =>
    internalError(error, log, options),
  )
  if (!('kind' in identity)) {
    log.end(identity)
    return { requestId: log.requestId, cookies: [], session: null, answer: Promise.resolve({ outcome: identity }) }
  }
  const answer = answerPage(context, identity, needs, log, services).catch((error: unknown) => ({
    outcome: internalError(error, log, options),
  }))
  // The page's headers leave at once, so the person cannot have signed out meanwhile.
  const cookies = await renewSession(identity)
  return {
    requestId: log.requestId,
    cookies,
    session: options.signIn && identity.kind !== 'unavailable' ? sessionBody(identity, options) : null,
    answer: answer.then((ended) => {
      log.end(ended.outcome ?? handedOver)
      return ended
    }),
  }
}

async function answerPage(
  context: RequestContext,
  identity: Identity,
  { hidden, waitMs, maxBytes }: PageNeeds,
  log: RequestLog,
  services: Services,
): Promise<PageAnswer> {
  const { options, lookUp, tickets } = services
  const { request } = context
  const id = admit(context, identity, services)
  if (typeof id !== 'string') return { outcome: id }
  const client = new Cancellation()
  const leave = () => client.abort()
  request.signal.addEventListener('abort', leave)
  if (request.signal.aborted) leave()
  const outcome = await within(waitMs, lookUp(id, { fresh: isRefresh(request.headers), client }))
  // Decided once, before the audit line: a lookup that is handed over leaves none, and one that is audited is shown.
  if (outcome === null || outcome.body.length >= maxBytes) {
    if (outcome === null) setTimeout(leave, keepCallMs)
    return { ticket: tickets.issue(limitKey(request, identity), id) }
  }
  return { outcome: await auditLookup(outcome, { id, log, hidden: hidden || options.masked }, options) }
}

/** The result of a promise, or null when it takes too long. */
async function within<Result>(milliseconds: number, result: Promise<Result>): Promise<Result | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds)
  })
  try {
    return await Promise.race([result, late])
  } finally {
    clearTimeout(timer)
  }
}
