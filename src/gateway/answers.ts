import { type FailureCode, failureBody, failureStatus } from '../linq/failure.ts'

/** What the browser gets, before the headers that every answer has. */
export interface Answer {
  status: number
  /** The failure's code, null for a chat. It also stands in the log line. */
  code: string | null
  body: Uint8Array<ArrayBuffer> | string
  headers: Record<string, string>
}

const titles: Record<FailureCode, string> = {
  bad_request: 'Bad Request',
  invalid_chat_id: 'Not a Chat ID',
  forbidden: 'Forbidden',
  not_found: 'Not Found',
  method_not_allowed: 'Method Not Allowed',
  wrong_host: 'Wrong Host',
  rate_limited: 'Too Many Requests',
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

/**
 * Makes the response of an answer: JSON that no other site may embed, no browser sniff and no cache keep.
 * @param requestId the gateway's own id of this request, which also stands in the log line.
 */
export function respond(answer: Answer, requestId: string, { head = false } = {}): Response {
  const body = typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : answer.body
  return new Response(head ? null : body, {
    status: answer.status,
    headers: {
      ...answer.headers,
      'content-type': 'application/json',
      'content-length': String(body.byteLength),
      'cache-control': 'private, no-store',
      'x-request-id': requestId,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    },
  })
}
