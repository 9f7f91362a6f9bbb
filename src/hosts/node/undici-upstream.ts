import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

import { Agent, type Dispatcher, errors } from 'undici'

import {
  deadlinesFor,
  NoConnection,
  type Receiver,
  type Upstream,
  type UpstreamCall,
} from '../../gateway/upstream/call.ts'
import { slotLimits } from '../../gateway/upstream/concurrency.ts'

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
  return (call, receiver) => {
    const { origin, path, headers } = call
    agent.dispatch({ origin, path, method: 'GET', headers }, exchange(call, receiver))
  }
}

/** Passes what undici reads on. Its own `request` makes a promise, a stream and an abort listener for each call. */
function exchange({ signal }: UpstreamCall, receiver: Receiver): Dispatcher.DispatchHandler {
  let controller: Dispatcher.DispatchController | undefined
  let decompressing: Transform | undefined
  const cancel = () => {
    controller?.abort(new errors.RequestAbortedError())
    decompressing?.destroy()
  }
  signal.addEventListener('abort', cancel)
  return {
    onRequestStart: (started) => {
      controller = started
      // It may have waited for a connection longer than anybody waited for it.
      if (signal.aborted) cancel()
    },
    onResponseStart: (_, status, headers) => {
      // An interim response; the one that counts follows.
      if (status < 200) return
      receiver.head(status, { get: (name) => joined(headers[name]) })
      decompressing = decompressor(headers['content-encoding'])
      if (decompressing) decompress(decompressing, receiver, () => controller?.resume())
    },
    onResponseData: (_, piece) => {
      if (!decompressing) receiver.data(piece)
      else if (!decompressing.write(piece)) controller?.pause()
    },
    onResponseEnd: () => {
      if (decompressing) decompressing.end()
      else receiver.end()
    },
    onResponseError: (_, error) => {
      decompressing?.destroy()
      receiver.fail(
        error instanceof errors.ConnectTimeoutError ? new NoConnection('The connection took too long') : error,
      )
    },
  }
}

const joined = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : (value ?? null))

/** What comes out is counted by whoever receives it; what goes in waits for that. */
function decompress(through: Transform, receiver: Receiver, onDrain: () => void): void {
  through.on('data', receiver.data)
  through.on('end', receiver.end)
  through.on('error', receiver.fail)
  through.on('drain', onDrain)
}

/** The gateway asks for no compression; whoever compresses all the same is understood. */
function decompressor(coding: string | string[] | undefined): Transform | undefined {
  if (coding === undefined) return undefined
  return codings[String(coding).trim().toLowerCase()]?.()
}

const codings: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}
