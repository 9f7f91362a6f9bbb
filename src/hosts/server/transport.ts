import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

import { Agent, errors } from 'undici'

import { deadlinesFor, NoConnection, type Upstream } from '../../gateway/upstream/ask.ts'
import { slotLimits } from '../../gateway/upstream/slots.ts'

/** How long an unused connection to the upstream is kept, in milliseconds. */
const keepMs = 30_000

/**
 * The call to Linq over connections that are kept and used again. Unlike the runtime's own `fetch` it has a deadline for
 * the connection, and never follows a redirect.
 * @param timeoutMs milliseconds for a whole answer, see {@link deadlinesFor}.
 */
export function createTransport({ timeoutMs }: { timeoutMs: number }): Upstream {
  const agent = new Agent({
    connections: slotLimits.running,
    connect: { timeout: deadlinesFor(timeoutMs).connect },
    // The gateway keeps the other deadlines itself, on every host.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: keepMs,
  })
  return async (request) => {
    const { origin, pathname } = new URL(request.url)
    try {
      const { statusCode, headers, body } = await agent.request({
        origin,
        path: pathname,
        method: 'GET',
        headers: Object.fromEntries(request.headers),
        signal: request.signal,
      })
      return { status: statusCode, headers: toHeaders(headers), body: decompressed(body, headers['content-encoding']) }
    } catch (error) {
      throw error instanceof errors.ConnectTimeoutError ? new NoConnection('The connection took too long') : error
    }
  }
}

function toHeaders(sent: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(sent))
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
  return headers
}

/** The gateway asks for no compression; whoever compresses all the same is understood, and what comes out is counted. */
function decompressed(body: Readable, coding: string | string[] | undefined): AsyncIterable<Uint8Array> {
  const through =
    codings[
      String(coding ?? '')
        .trim()
        .toLowerCase()
    ]?.()
  if (!through) return body
  body.on('error', (error) => through.destroy(error))
  through.on('close', () => body.destroy())
  return body.pipe(through)
}

const codings: Record<string, () => Readable & NodeJS.WritableStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}
