import { type FailureCode, failureBody, failureStatus } from '../linq/failure.ts'
import { inPieces } from './pieces.ts'

/** What the browser gets, before the headers that every answer has. */
export interface Answer {
  status: number
  /** The failure's code, null for a chat. It also stands in the log line. */
  code: string | null
  body: Uint8Array<ArrayBuffer> | string
  headers: Readonly<Record<string, string>>
  /** Each as `Set-Cookie` writes it. */
  cookies?: readonly string[]
}

const titles: Record<FailureCode, string> = {
  bad_request: 'Bad Request',
  invalid_chat_id: 'Not a Chat ID',
  sign_in_required: 'Sign-in Required',
  forbidden: 'Forbidden',
  not_allowed: 'Not Allowed',
  not_found: 'Not Found',
  method_not_allowed: 'Method Not Allowed',
  wrong_host: 'Wrong Host',
  rate_limited: 'Too Many Requests',
  too_many_lookups: 'Too Many Lookups',
  client_left: 'Browser Left',
  internal_error: 'Internal Error',
  upstream_unreachable: 'Linq Unreachable',
  upstream_unusable: 'Linq Answer Unusable',
  upstream_unauthorized: 'Token Refused',
  upstream_forbidden: 'Token Not Allowed',
  upstream_error: 'Linq Error',
  upstream_refused: 'Linq Refused',
  upstream_too_large: 'Linq Answer Too Large',
  upstream_redirected: 'Linq Redirected',
  audit_unavailable: 'Audit Unavailable',
  draining: 'Shutting Down',
  overloaded: 'Overloaded',
  sign_in_unavailable: 'Sign-in Unavailable',
  upstream_down: 'Linq Down',
  upstream_timeout: 'Linq Timeout',
}

/**
 * A failure of the gateway's own, in the documented error format.
 * @param detail one sentence for a person: what happened and, where there is something to do, what. Never upstream text.
 * @param more extra headers, and a status where an upstream's own is kept.
 */
export function failed(
  code: FailureCode,
  detail: string,
  { status = failureStatus[code], headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Answer & { body: string } {
  return { status, code, body: failureBody(status, code, titles[code], detail), headers }
}

/** What every answer of the gateway carries: JSON that no other site may embed, no browser sniff and no cache keep. */
const always = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

/**
 * Makes the response of an answer.
 * @param requestId the gateway's own id of this request, which also stands in the log line.
 * @param secure whether people come by https: then browsers are told to keep to it.
 */
export function respond(answer: Answer, requestId: string, { head = false, secure = false } = {}): Response {
  const body = typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : answer.body
  const headers = new Headers({
    ...answer.headers,
    ...always,
    'content-type': 'application/json',
    'content-length': String(body.byteLength),
    'x-request-id': requestId,
    ...(secure && { 'strict-transport-security': strictTransport }),
  })
  for (const cookie of answer.cookies ?? []) headers.append('set-cookie', cookie)
  return new Response(head ? null : inPieces(body), { status: answer.status, headers })
}

/** Two years, the least that browsers' preload lists take. */
export const strictTransport = 'max-age=63072000; includeSubDomains; preload'
