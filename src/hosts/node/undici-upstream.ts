import type { Transform } from 'node:stream'

import { Agent, type Dispatcher, errors } from 'undici'

import {
  ConnectTimeout,
  deadlinesFor,
  type Receiver,
  type Upstream,
  type UpstreamCall,
} from '../../gateway/upstream/call.ts'
import { upstreamConcurrency } from '../../gateway/upstream/concurrency.ts'
import { createDecompressor, joined } from './content-decoding.ts'
import { callOnFreshConnection } from './fresh-connection.ts'

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
  // undici starts the first request of a connection right after it has reported the connection.
  let isConnected = false
  agent.on('connect', () => {
    isConnected = true
    queueMicrotask(() => (isConnected = false))
  })
  const isOnKeptConnection = () => !isConnected
  return (call, receiver) => {
    const { origin, path, headers } = call
    agent.dispatch({ origin, path, method: 'GET', headers }, handlerFor(call, receiver, isOnKeptConnection))
  }
}

/** Forwards what undici receives. Its own `request` makes a promise, a stream and an abort listener for each call. */
function handlerFor(
  call: UpstreamCall,
  receiver: Receiver,
  isOnKeptConnection: () => boolean,
): Dispatcher.DispatchHandler {
  const { signal } = call
  let controller: Dispatcher.DispatchController | undefined
  let decompressor: Transform | undefined
  let isKept = false
  let hasResponse = false
  const cancel = () => {
    controller?.abort(new errors.RequestAbortedError())
    decompressor?.destroy()
  }
  signal.addEventListener('abort', cancel)
  return {
    onRequestStart: (started) => {
      controller = started
      isKept = isOnKeptConnection()
      // It may have been cancelled while it waited for a connection.
      if (signal.aborted) cancel()
    },
    onResponseStart: (_, status, headers) => {
      hasResponse = true
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
      if (!hasResponse && !signal.aborted && isAnotherCallUseful(error, isKept)) callOnFreshConnection(call, receiver)
      else receiver.fail(error instanceof errors.ConnectTimeoutError ? new ConnectTimeout('It took too long') : error)
    },
  }
}

/**
 * Whether a call without any response has failed for a reason that a fresh connection does not have: the kept connection
 * was closed at its other end, or undici met a `100 Continue`, which it takes for an error.
 */
const isAnotherCallUseful = (error: Error, isKept: boolean): boolean =>
  (isKept && (error instanceof errors.SocketError || ('code' in error && isReset.has(String(error.code))))) ||
  (error instanceof errors.SocketError && error.message === 'bad response')

const isReset = new Set(['ECONNRESET', 'EPIPE'])

/** The receiver bounds the output; a full decompressor pauses the input. */
function decompress(decompressor: Transform, receiver: Receiver, onDrain: () => void): void {
  decompressor.on('data', receiver.data)
  decompressor.on('end', receiver.end)
  decompressor.on('error', receiver.fail)
  decompressor.on('drain', onDrain)
}
