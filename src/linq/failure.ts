import type { ApiVersion } from './chat-id.ts'
import { isNumber, isObject, sentText, tryParseJson } from './json.ts'

/**
 * The `code`s of the gateway's own failures, with the HTTP status of each.
 * They are sent in Linq's documented error format, so that one function reads both.
 */
export const failureStatus = {
  bad_request: 400,
  invalid_chat_id: 400,
  invalid_cursor: 400,
  invalid_handle: 400,
  sign_in_required: 401,
  find_not_allowed: 403,
  find_off: 403,
  forbidden: 403,
  not_allowed: 403,
  not_found: 404,
  method_not_allowed: 405,
  wrong_host: 421,
  rate_limited: 429,
  too_many_searches: 429,
  too_many_lookups: 429,
  client_left: 499,
  internal_error: 500,
  upstream_unreachable: 502,
  upstream_unusable: 502,
  upstream_unauthorized: 502,
  upstream_forbidden: 502,
  upstream_error: 502,
  upstream_refused: 502,
  upstream_too_large: 502,
  upstream_redirected: 502,
  audit_unavailable: 503,
  draining: 503,
  overloaded: 503,
  sign_in_unavailable: 503,
  upstream_down: 503,
  upstream_timeout: 504,
} as const

export type FailureCode = keyof typeof failureStatus

/** Whether a code is one of the gateway's own; then its `detail` is the gateway's too. */
export const isFailureCode = (code: string | null): code is FailureCode =>
  code !== null && Object.hasOwn(failureStatus, code)

/** The response header with Linq's own status, where the gateway's is another. */
export const linqStatusHeader = 'x-linq-status'

/** The body of a failed answer. A field is null when it was not sent. */
export interface Failure {
  code: string | null
  detail: string | null
  /** Seconds to wait, if the body has them (public samples have them with `Retry-After`, and instead of it). */
  retryAfter: string | null
  /** Linq's trace id, if the body has one. */
  traceId: string | null
  /**
   * The version of the API whose documentation of "Get Chat" has this format: `{"errors":[{status, code, title, detail}]}` of
   * v2, `{"success":false,"error":{status, code, message},"trace_id"}` with a number as its code of v3; null for any other.
   */
  documented: ApiVersion | null
}

const empty: Failure = { code: null, detail: null, retryAfter: null, traceId: null, documented: null }

/**
 * Reads the body of a failed answer in any of the shapes the API is known to use.
 * @returns null for anything else (an empty body, a proxy's HTML page).
 */
export const readFailure = (body: string): Failure | null => readFailureJson(tryParseJson(body))

/** {@link readFailure} for a body that is parsed already. */
export function readFailureJson(json: unknown): Failure | null {
  if (!isObject(json)) return null
  const { errors, error, error_code, message, trace_id, success } = json
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  if (isObject(first) && typeof first['code'] === 'string') {
    const { code, title, detail } = first
    return { ...empty, code, detail: sentText(detail) ?? sentText(title), documented: 'v2' }
  }
  if (typeof error_code === 'string') return { ...empty, code: error_code, detail: sentText(message) }
  if (isObject(error))
    return {
      ...empty,
      code: sentText(error['code']),
      detail: sentText(error['message']),
      retryAfter: sentText(error['retry_after']),
      traceId: sentText(trace_id),
      documented: success === false && isNumber(error['code']) ? 'v3' : null,
    }
  return typeof error === 'string' ? { ...empty, detail: error } : null
}

/** Linq's number of the error "Chat not found" in API v3. */
const v3ChatNotFound = '2001'

/**
 * Whether the body of a 404 says that there is no such chat. A proxy's page, the format of the other version of the API and
 * another error of v3, such as that of an unknown path, do not say that.
 */
export const saysNoChat = (failure: Failure | null, version: ApiVersion): boolean =>
  failure?.documented === version && (version === 'v2' || failure.code === v3ChatNotFound)

/** Writes a failure in the documented error format. */
export const failureBody = (status: number, code: string, title: string, detail: string): string =>
  JSON.stringify({ errors: [{ status, code, title, detail }] })
