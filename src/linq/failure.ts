import * as v from 'valibot'

import { asSent, isObject, parseJson } from './json.ts'

/**
 * The `code`s of the gateway's own failures with the HTTP status each one has.
 * They travel in Linq's documented error format, so that one reader understands both.
 */
export const failureStatus = {
  bad_request: 400,
  invalid_chat_id: 400,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  wrong_host: 421,
  rate_limited: 429,
  internal_error: 500,
  upstream_unreachable: 502,
  upstream_unusable: 502,
  upstream_unauthorized: 502,
  upstream_forbidden: 502,
  upstream_error: 502,
  upstream_too_large: 502,
  upstream_redirected: 502,
  draining: 503,
  upstream_timeout: 504,
} as const

export type FailureCode = keyof typeof failureStatus

/** One failure in words. A field is null when it was not sent. */
export interface Failure {
  code: string | null
  detail: string | null
  /** Seconds to wait, where the body says so (seen beside `Retry-After`, and instead of it). */
  retryAfter: string | null
  /** The vendor's trace id, where the body holds one. */
  traceId: string | null
  /** Whether it came in the one format Linq documents for "Get Chat": `{"errors":[{status, code, title, detail}]}`. */
  documented: boolean
}

const text = v.optional(v.pipe(v.unknown(), v.transform(asSent)), null)
const nothing = { code: null, detail: null, retryAfter: null, traceId: null, documented: false }

const documented = v.pipe(
  v.looseObject({
    errors: v.tupleWithRest([v.looseObject({ code: v.string(), title: text, detail: text })], v.unknown()),
  }),
  v.transform(({ errors: [{ code, title, detail }] }): Failure => ({
    ...nothing,
    code,
    detail: detail ?? title,
    documented: true,
  })),
)
const withErrorCode = v.pipe(
  v.looseObject({ error_code: v.string(), message: text }),
  v.transform(({ error_code, message }): Failure => ({ ...nothing, code: error_code, detail: message })),
)
const withErrorObject = v.pipe(
  v.looseObject({ error: v.looseObject({ code: text, message: text, retry_after: text }), trace_id: text }),
  v.transform(({ error, trace_id }): Failure => ({
    ...nothing,
    code: error.code,
    detail: error.message,
    retryAfter: error.retry_after,
    traceId: trace_id,
  })),
)
const bare = v.pipe(
  v.looseObject({ error: v.string() }),
  v.transform(({ error }): Failure => ({ ...nothing, detail: error })),
)

const anyShape = v.union([documented, withErrorCode, withErrorObject, bare])

/**
 * Reads the body of a failed answer in any of the shapes the API is known to use.
 * @returns null when it holds none of them (an empty body, a proxy's HTML page).
 */
export function readFailure(body: string): Failure | null {
  let json: unknown
  try {
    json = parseJson(body)
  } catch {
    return null
  }
  if (!isObject(json)) return null
  const read = v.safeParse(anyShape, json)
  return read.success ? read.output : null
}

/** Writes a failure in the documented error format. */
export const failureBody = (status: number, code: string, title: string, detail: string): string =>
  JSON.stringify({ errors: [{ status, code, title, detail }] })
