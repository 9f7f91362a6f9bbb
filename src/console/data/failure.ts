import type { ChatFailure } from '../../urls/page-states.ts'
import { pageNow } from '../settings/url-overrides.ts'

/** What is known of a failed lookup. */
export interface FailureDetails {
  /** The answer's HTTP status; null when there was no answer. */
  status: number | null
  code: string | null
  /** The gateway's sentence about it. */
  detail: string | null
  requestId: string | null
  traceId: string | null
  /** Seconds to wait before the next try, where the server said so. */
  retryAfter: number | null
  /** Milliseconds the last request took; null when it got no answer. */
  durationMs: number | null
  /** How many requests were made. */
  attempts: number
  /** When it failed, milliseconds since 1970. */
  at: number
  /** Whether the browser believed to have a network then: without an answer, it tells a lost network from a lost server. */
  online: boolean
}

/** A lookup that failed, for a reason that has a screen. Any other error is a fault of our own. */
export class ChatLookupError extends Error {
  override name = 'ChatLookupError'
  readonly failure: ChatFailure
  readonly details: FailureDetails
  constructor(failure: ChatFailure, details: Partial<FailureDetails> = {}) {
    super(details.detail ?? failure)
    this.failure = failure
    this.details = {
      status: null,
      code: null,
      detail: null,
      requestId: null,
      traceId: null,
      retryAfter: null,
      durationMs: null,
      attempts: 1,
      at: pageNow(),
      // A server has no such thing, and is reached.
      online: globalThis.navigator?.onLine ?? true,
      ...details,
    }
  }
}

/** Whether an error says something about the chat or the account, so that an older copy must not stay on screen. */
export const isFinal = ({ failure }: ChatLookupError): boolean => failure === 'not-found' || failure === 'unauthorized'

/**
 * Whether the same request may well succeed a moment later. A 429 is not: somebody asked us to wait. Neither is what
 * asks for a longer wait than a page can make nobody notice.
 */
export const isTransient = ({ failure, details }: ChatLookupError): boolean =>
  (failure === 'upstream-error' && !lasting.has(details.code) && (details.retryAfter ?? 0) <= 1) ||
  failure === 'timeout' ||
  (failure === 'offline' && details.online)

/** Failures that the next try would only repeat, or that ask for a try that somebody sees. */
const lasting = new Set<string | null>([
  'upstream_refused',
  'upstream_redirected',
  'internal_error',
  'upstream_down',
  'audit_unavailable',
  'sign_in_unavailable',
])
