import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'

import { jsonLine } from '../../../gateway/json-line.ts'
import { errorLine } from '../../../gateway/request-log.ts'
import { type GatewayResponse, inPieces, largeBody } from '../../../gateway/response.ts'

/** A body up to this many bytes is written together with its head. */
const smallBody = 16 * 1024

/** Writes a response; a body in pieces is written as fast as the client reads it. */
export function writeResponse(outgoing: ServerResponse, { status, headers, body }: GatewayResponse): void {
  outgoing.writeHead(status, 'x-request-id' in headers ? headers : { ...headers, 'x-request-id': crypto.randomUUID() })
  if (body === null) outgoing.end()
  else if (!(body instanceof Uint8Array)) pipeline(body, outgoing, reportUnlessClosed)
  // Node joins head and body when both are strings; each byte is one character of Latin-1.
  else if (body.byteLength <= smallBody)
    outgoing.end(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1'), 'latin1')
  else if (body.byteLength <= largeBody) outgoing.end(body)
  else pipeline(inPieces(body), outgoing, reportUnlessClosed)
}

function reportUnlessClosed(error: NodeJS.ErrnoException | null | undefined): void {
  if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') reportError(error)
}

/** Logs a failure in our own code on stderr. */
export const reportError = (error: unknown): void => void process.stderr.write(`${jsonLine(errorLine(error))}\n`)
