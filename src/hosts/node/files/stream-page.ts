import { pipeline } from 'node:stream'
import { constants, createGzip } from 'node:zlib'

import { type GatewayResponse, inPieces } from '../../../gateway/response.ts'
import { negotiateEncoding } from './content-encoding.ts'

/**
 * Compresses a page, each piece of a streamed one at once. With gzip, since Brotli's encoder holds megabytes for each page until
 * the next garbage collection and saves 5 %.
 * @param accepted the request's `accept-encoding`.
 */
export function compressPage(response: GatewayResponse, accepted: string): GatewayResponse {
  const { status, body } = response
  if (body === null || body instanceof Uint8Array) return response
  const headers = { ...response.headers, vary: 'accept-encoding' }
  const pieces = split(body)
  if (negotiateEncoding(accepted, { identity: true, gzip: true }) === 'identity')
    return { status, headers, body: pieces }
  const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH, level: 6 })
  // A client that disconnects ends both; its lookup is cancelled by the request's own signal.
  pipeline(pieces, gzip, () => {})
  return { status, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzip }
}

/** Splits long pieces, so that they are read as fast as they are sent. */
async function* split(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield* inPieces(piece)
}
