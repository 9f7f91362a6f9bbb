import type { Person } from './sign-in/person.ts'
import { type FailureCode, failureBody, failureStatus } from '../linq/failure.ts'

/** The result of a request, without the headers that every response of the gateway has. */
export interface Outcome {
  status: number
  /** The failure's code, null for success; also in the log line. */
  code: string | null
  body: Uint8Array<ArrayBuffer> | string
  headers: Readonly<Record<string, string>>
  /** Values of `Set-Cookie`. */
  cookies?: readonly string[]
  /** Who has just signed in, for the log line. */
  person?: Person
}

/** An outcome that is no failure. */
export const json = (body: string, status = 200): Outcome => ({ status, code: null, body, headers: {} })

/** A code as a title: `upstream_timeout` is "Linq Timeout". */
const titleOf = (code: FailureCode) =>
  code
    .replace('upstream', 'linq')
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

/**
 * A failure of the gateway's own, in the documented error format.
 * @param detail one sentence for a person: what happened and what to do about it. Never upstream text.
 * @param more extra headers, and a status where an upstream's own is kept.
 */
export function failed(
  code: FailureCode,
  detail: string,
  { status = failureStatus[code], headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Outcome & { body: string } {
  return { status, code, body: failureBody(status, code, titleOf(code), detail), headers }
}

/** On every response of the gateway: JSON that no other site may embed, no browser sniffs and no cache stores. */
const always = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
}

/** A response, which the adapter of the host writes. */
export interface GatewayResponse {
  status: number
  /** By lower-case names. */
  headers: Record<string, string | string[]>
  /** Whole, in chunks as they become ready, or null for none. */
  body: Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array> | null
}

/** Above this many bytes a body is sent in pieces, as fast as its client reads them. */
export const largeBody = 256 * 1024

/**
 * Divides a body into pieces. Many responses may share its bytes: as one piece, each of them would hold a copy of all for
 * as long as its client takes to read it.
 */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const piece = 64 * 1024
  for (let at = 0; at < bytes.byteLength; at += piece) yield bytes.subarray(at, at + piece)
}

/** For the log only: no client reads it. The status is nginx's. */
export const clientLeft = failed('client_left', 'The browser went away before the answer.')

const encoder = new TextEncoder()

/**
 * A response with a whole body, which is left out for `HEAD`.
 * @param headers an object of this response alone; the body's length is added to it.
 */
export function wholeResponse(
  method: string,
  status: number,
  headers: GatewayResponse['headers'],
  body: Uint8Array<ArrayBuffer> | string,
): GatewayResponse {
  const bytes = typeof body === 'string' ? encoder.encode(body) : body
  headers['content-length'] = String(bytes.byteLength)
  return { status, headers, body: method === 'HEAD' ? null : bytes }
}

/**
 * The response to an outcome.
 * @param requestId the gateway's own id of the request, also in the log line.
 * @param strictTransport the value of `Strict-Transport-Security`; null for none.
 */
export function respond(
  { status, headers: own, body, cookies }: Outcome,
  requestId: string,
  { method = 'GET', strictTransport = null }: { method?: string; strictTransport?: string | null } = {},
): GatewayResponse {
  const headers: GatewayResponse['headers'] = {
    ...always,
    'content-type': 'application/json',
    ...own,
    'x-request-id': requestId,
  }
  if (strictTransport !== null) headers['strict-transport-security'] = strictTransport
  if (cookies) headers['set-cookie'] = [...cookies]
  return wholeResponse(method, status, headers, body)
}
