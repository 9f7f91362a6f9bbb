import type { CancelSignal } from './cancellation.ts'
import type { Target } from './target.ts'

/** Reads a header by its lower-case name; several of one name are joined, as `Headers` joins them. */
export type HeaderReader = Pick<Headers, 'get'>

/**
 * Removes the white space around a part of a header's value: spaces and tabs, and nothing else (RFC 9110, 5.6.3). Headers
 * are bytes, read as Latin-1: `trim` would remove the byte A0 too.
 */
export function trimHeader(text: string): string {
  // No regular expression: one for the end takes quadratic time for a long run of spaces inside.
  let [start, end] = [0, text.length]
  while (start < end && isWhiteSpace(text[start])) start += 1
  while (start < end && isWhiteSpace(text[end - 1])) end -= 1
  return text.slice(start, end)
}

const isWhiteSpace = (character: string | undefined) => character === ' ' || character === '\t'

/** A request, as the adapter of its host read it: `http/request-listener.ts` on Node, `fetch-adapter.ts` elsewhere. */
export interface GatewayRequest {
  method: string
  /** The raw request target of the request line, where the host knows it. */
  target: string
  headers: HeaderReader
  /** The host that was asked for: the `Host` header, or what a trusted proxy forwarded; '' for none. */
  host: string
  /** The client's IP address; null where it is not known. */
  address: string | null
  /** Aborts when the client disconnects before it has the response. */
  signal: CancelSignal
  /** Reads the body, once. Only a search has one; the body of any other request is never read. */
  readBody: (bounds: BodyBounds) => Promise<BodyReading>
}

/** The bounds of a request's body. */
export interface BodyBounds {
  /** The most bytes. */
  bytes: number
  /** How long it may take to arrive, from the call on. */
  milliseconds: number
}

/** A whole body, without any bytes where none was sent; or why there is none. */
export type BodyReading = Uint8Array<ArrayBuffer> | 'too-large' | 'too-slow' | 'left'

/** A request with its target parsed: what the guards see. */
export interface RequestContext {
  request: GatewayRequest
  target: Target
}

/** What identifies a request in the log line, the audit line and the response. */
export interface RequestFacts {
  /** When it arrived, ISO 8601 in UTC. */
  time: string
  /** Also in the response's `x-request-id`. */
  requestId: string
  /** The e-mail address or `sub:` and the id of who asked; null for an anonymous request, and where people do not sign in. */
  person: string | null
  /** The account of the person: its issuer, and the issuer's id of it. An address may move from one account to another. */
  iss: string | null
  sub: string | null
}

/** The facts alone, of an object that has more. */
export const factsOf = ({ time, requestId, person, iss, sub }: RequestFacts): RequestFacts => ({
  time,
  requestId,
  person,
  iss,
  sub,
})
