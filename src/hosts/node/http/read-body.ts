import type { IncomingMessage } from 'node:http'

import type { BodyBounds, BodyReading, HeaderReader } from '../../../gateway/request.ts'

/**
 * Reads the body of a request of Node's within bounds. What arrives after them is discarded, until the response is sent and
 * the connection is closed.
 */
export async function readBody(
  incoming: IncomingMessage,
  headers: HeaderReader,
  { bytes, milliseconds }: BodyBounds,
): Promise<BodyReading> {
  if (Number(headers.get('content-length')) > bytes) return 'too-large'
  // Destroyed: the client has disconnected, and no event follows.
  if (incoming.destroyed) return 'left'
  return await new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    const end = (result: BodyReading) => {
      clearTimeout(timer)
      incoming.off('data', take).off('end', complete).off('close', leave)
      incoming.resume()
      resolve(result)
    }
    const take = (chunk: Buffer) => {
      length += chunk.byteLength
      if (length > bytes) end('too-large')
      else chunks.push(chunk)
    }
    const complete = () => end(new Uint8Array(Buffer.concat(chunks)))
    const leave = () => end('left')
    const timer = setTimeout(() => end('too-slow'), milliseconds)
    incoming.on('data', take).on('end', complete).on('close', leave)
  })
}
