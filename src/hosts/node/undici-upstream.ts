import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

import { Agent, type Dispatcher, errors } from 'undici'

import {
  ConnectTimeout,
  deadlinesFor,
  type Receiver,
  type Upstream,
  type UpstreamCall,
} from '../../gateway/upstream/call.ts'
import { upstreamConcurrency } from '../../gateway/upstream/concurrency.ts'

/** How long an unused connection to the upstream is kept, in milliseconds. */
const keepMs = 30_000

/**
 * The call to Linq over kept-alive connections. Unlike the runtime's own `fetch` it has a connect timeout; it never follows
 * a redirect.
 * @param timeoutMs milliseconds for a whole reply, see {@link deadlinesFor}.
 */
export function createUndiciUpstream({ timeoutMs }: { timeoutMs: number }): Upstream {
  const agent = new Agent({
    connections: upstreamConcurrency.running,
    connect: { timeout: deadlinesFor(timeoutMs).connect },
    // The gateway enforces the other deadlines, on every host.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: keepMs,
  })
  return (call, receiver) => {
    const { origin, path, headers } = call
    agent.dispatch({ origin, path, method: 'GET', headers }, handlerFor(call, receiver))
  }
}

/** Forwards what undici receives. Its own `request` makes a promise, a stream and an abort listener for each call. */
function handlerFor({ signal }: UpstreamCall, receiver: Receiver): Dispatcher.DispatchHandler {
  let controller: Dispatcher.DispatchController | undefined
  let decompressor: Transform | undefined
  const cancel = () => {
    controller?.abort(new errors.RequestAbortedError())
    decompressor?.destroy()
  }
  signal.addEventListener('abort', cancel)
  return {
    onRequestStart: (started) => {
      controller = started
      // It may have been cancelled while it waited for a connection.
      if (signal.aborted) cancel()
    },
    onResponseStart: (_, status, headers) => {
      // An interim response; the final one follows.
      if (status < 200) return
      receiver.head(status, { get: (name) => joined(headers[name]) })
      decompressor = createDecompressor(headers['content-encoding'])
      if (decompressor) decompress(decompressor, receiver, () => controller?.resume())
    },
    onResponseData: (_, chunk) => {
      if (!decompressor) receiver.data(chunk)
      else if (!decompressor.write(chunk)) controller?.pause()
    },
    onResponseEnd: () => {
      if (decompressor) decompressor.end()
      else receiver.end()
    },
    onResponseError: (_, error) => {
      decompressor?.destroy()
      receiver.fail(
        error instanceof errors.ConnectTimeoutError ? new ConnectTimeout('The connection took too long') : error,
      )
    },
  }
}

const joined = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(', ') : (value ?? null))

/** The receiver bounds the output; a full decompressor pauses the input. */
function decompress(decompressor: Transform, receiver: Receiver, onDrain: () => void): void {
  decompressor.on('data', receiver.data)
  decompressor.on('end', receiver.end)
  decompressor.on('error', receiver.fail)
  decompressor.on('drain', onDrain)
}

/** The gateway does not ask for compression, but some upstreams compress anyway. */
function createDecompressor(encoding: string | string[] | undefined): Transform | undefined {
  if (encoding === undefined) return undefined
  return decompressors[String(encoding).trim().toLowerCase()]?.()
}

const decompressors: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}
