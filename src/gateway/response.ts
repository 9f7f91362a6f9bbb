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

/** An answer as it goes out, for a host that writes it itself. */
export interface Outgoing {
  status: number
  /** By names in small letters; `content-length` is among them. */
  headers: Record<string, string | string[]>
  /** null where only the head is sent. */
  body: Uint8Array<ArrayBuffer> | null
}

const encoder = new TextEncoder()

/**
 * Puts the headers that every answer has to one.
 * @param requestId the gateway's own id of this request, which also stands in the log line.
 * @param secure whether people come by https: then browsers are told to keep to it.
 */
export function outgoing(answer: Answer, requestId: string, { head = false, secure = false } = {}): Outgoing {
  const body = typeof answer.body === 'string' ? encoder.encode(answer.body) : answer.body
  const headers: Outgoing['headers'] = {
    ...answer.headers,
    ...always,
    'content-type': 'application/json',
    'content-length': String(body.byteLength),
    'x-request-id': requestId,
  }
  if (secure) headers['strict-transport-security'] = strictTransport
  if (answer.cookies) headers['set-cookie'] = [...answer.cookies]
  return { status: answer.status, headers, body: head ? null : body }
}

/** Makes the response of an answer. */
export function toResponse({ status, headers: sent, body }: Outgoing): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(sent))
    for (const one of typeof value === 'string' ? [value] : value) headers.append(name, one)
  return new Response(body && inPieces(body), { status, headers })
}

/** Both at once, for what never was a lookup. */
export const respond = (answer: Answer, requestId: string): Response => toResponse(outgoing(answer, requestId))

/** Two years, the least that browsers' preload lists take. */
export const strictTransport = 'max-age=63072000; includeSubDomains; preload'
