import type { IncomingMessage, ServerResponse } from 'node:http'

import type { Outgoing } from '../../../gateway/response.ts'
import { Canceller } from '../../../gateway/cancellation.ts'
import type { Asking } from '../../../gateway/visit.ts'
import { chatsPath } from '../../../linq/v2/operation.ts'

const target = new RegExp(`^${chatsPath}/[0-9]{1,19}$`)
const host = /^[a-z0-9._-]+(?::[1-9][0-9]{0,3}|:[1-5][0-9]{4}|:6[0-4][0-9]{3})?$/

/**
 * Whether a request is a lookup as nearly all are: a GET of an id, of one host with an ordinary name. Only those are
 * answered without a web `Request` and `Response`, which cost more than all checks together; what is unusual in any way
 * takes the long way, where it is read with care.
 */
export const isPlainLookup = ({ method, url = '', rawHeaders }: IncomingMessage): boolean =>
  method === 'GET' && target.test(url) && host.test(headerOf(rawHeaders, 'host') ?? '')

/** Reads a header by its name in small letters from names and values in turns; several of one name are joined, as `Headers` does. */
function headerOf(rawHeaders: readonly string[], name: string): string | null {
  let value: string | null = null
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const sent = rawHeaders[at]
    if (sent?.length !== name.length || sent.toLowerCase() !== name) continue
    const one = rawHeaders[at + 1] ?? ''
    value = value === null ? one : `${value}${name === 'cookie' ? '; ' : ', '}${one}`
  }
  return value
}

/** What the gateway reads of a request of Node's. */
export function askingOf({ method = '', rawHeaders }: IncomingMessage, response: ServerResponse): Asking {
  const signal = new Canceller()
  response.on('close', () => {
    if (!response.writableFinished) signal.abort()
  })
  return { method, headers: { get: (name) => headerOf(rawHeaders, name) }, signal }
}

/** A body up to this many bytes goes out in one write with its head, one above {@link large} piece by piece, as its reader takes it. */
const small = 16 * 1024
const large = 256 * 1024
const piece = 64 * 1024

/** Writes an answer. */
export function write(response: ServerResponse, { status, headers, body }: Outgoing): void {
  response.writeHead(status, headers)
  if (body === null) response.end()
  // Node joins head and body when both are text; every byte is a character of Latin-1.
  else if (body.byteLength <= small)
    response.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1'), 'latin1')
  else if (body.byteLength <= large) response.end(body)
  else writePieces(response, body, 0)
}

/** Many may share the bytes, and some never read: each holds one piece in its socket at a time. */
function writePieces(response: ServerResponse, body: Uint8Array, from: number): void {
  let offset = from
  let goesOn = true
  while (goesOn && offset < body.byteLength) {
    goesOn = response.write(body.subarray(offset, offset + piece))
    offset += piece
  }
  if (offset >= body.byteLength) response.end()
  else response.once('drain', () => writePieces(response, body, offset))
}
