import type { ChatFailure } from '../../urls/page-states.ts'
import { pageNow } from '../settings/url-overrides.ts'

export interface FailureDetails {
  /** The HTTP status of the console's server; null without a response. */
  status: number | null
  /** Linq's own status, where the server says it. */
  linqStatus: string | null
  code: string | null
  /** The gateway's explanation. */
  detail: string | null
  requestId: string | null
  traceId: string | null
  /** Seconds to wait before a retry, if the server said so. */
  retryAfter: number | null
  /** Milliseconds of the last request; null without a response. */
  durationMs: number | null
  attempts: number
  /** Milliseconds since 1970: the server's clock where there was a response. For people only. */
  at: number
  /** On the clock of `performance.now()`, which waits are measured on: this device's time of day may be wrong, or change. */
  receivedAt: number
  /** `navigator.onLine`: tells a lost network from an unreachable server. */
  online: boolean
}

/** A failed lookup. Any other error is a bug. */
export class ChatLookupError extends Error {
  override name = 'ChatLookupError'
  readonly failure: ChatFailure
  readonly details: FailureDetails
  constructor(failure: ChatFailure, details: Partial<FailureDetails> = {}) {
    super(details.detail ?? failure)
    this.failure = failure
    this.details = {
      status: null,
      linqStatus: null,
      code: null,
      detail: null,
      requestId: null,
      traceId: null,
      retryAfter: null,
      durationMs: null,
      attempts: 1,
      at: pageNow(),
      receivedAt: performance.now(),
      // Undefined on a server.
      online: globalThis.navigator?.onLine ?? true,
      ...details,
    }
  }
}

/** Whether an earlier answer must not stay on screen: the chat or the access to it was lost. */
export const isFinal = ({ failure }: ChatLookupError): boolean => failure === 'not-found' || failure === 'unauthorized'
