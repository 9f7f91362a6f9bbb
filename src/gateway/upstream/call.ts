import type { ApiVersion } from '../../linq/chat-id.ts'
import { tokenHeaders } from '../../linq/operation.ts'
import { Cancellation, type CancelSignal } from '../cancellation.ts'
import { concat } from '../concat.ts'
import type { Reservation } from './memory-budget.ts'
import { type Operation, targetOf, versionFor } from './operation.ts'

/** A call to the upstream: a GET of this URL with these headers. */
export interface UpstreamCall {
  origin: string
  path: string
  headers: Readonly<Record<string, string>>
  /** Aborts when the reply is no longer needed. */
  signal: CancelSignal
}

/** The token for each version of the API; both are the same where Linq gives an account one. */
export type Tokens = Readonly<Record<ApiVersion, string>>

/** The headers of a reply; several of one name are joined by commas. */
export type ReplyHeaders = Pick<Headers, 'get'>

/** Takes a reply while it is received. Calls after an end or a failure are ignored. */
export interface Receiver {
  head: (status: number, headers: ReplyHeaders) => void
  /** A chunk of the body, decompressed. */
  data: (chunk: Uint8Array) => void
  end: () => void
  /** The connection failed (a {@link ConnectTimeout} when it took too long), or broke off in the middle. */
  fail: (error: unknown) => void
}

/**
 * The call to Linq. It starts at once, pushes what it receives to the receiver, and ends when `call.signal` aborts. It
 * pushes because a promise and a stream for each reply cost more than the reply. `upstreamFromFetch` makes one of a
 * function shaped like `fetch`.
 */
export type Upstream = (call: UpstreamCall, receiver: Receiver) => void

export class ConnectTimeout extends Error {
  override name = 'ConnectTimeout'
}

export interface Reply {
  status: number
  headers: ReplyHeaders
  bytes: Uint8Array<ArrayBuffer>
}

/** Why there is no reply; also the metrics' label. */
export type NoReply =
  | 'connect-timeout'
  | 'headers-timeout'
  | 'timeout'
  | 'client-left'
  | 'unreachable'
  | 'broken-off'
  | 'too-large'
  | 'no-room'

/**
 * A chat of more bytes (after decompression) is refused. One of 32 participants has about 4 KiB, one of 100,000 about
 * 11 MiB.
 */
export const largestBody = 16 * 1024 * 1024

/** How long each phase of a call may take, in milliseconds from its start. */
export interface Deadlines {
  /** For the connection; enforced by the transport. */
  connect: number
  /** For the status and the headers, the connection included. */
  headers: number
  /** For the whole reply, its body included. */
  total: number
}

/** Divides the time for a whole reply, so that an upstream which is not there is noticed early. */
export const deadlinesFor = (total: number): Deadlines => ({
  connect: Math.min(3000, total),
  headers: Math.max(1, Math.round(total * 0.8)),
  total,
})

/**
 * Asks the upstream. The request is built from the operation alone, and has nothing of the caller's request. An upstream
 * that ignores its signal does not delay the result.
 * @param largest the most bytes that the body may have, after decompression.
 * @param reservation the memory for the body. Without a reply it is released at once, so that other calls do not fail for
 * it; with one it is released by the caller, when the reply has been read.
 * @param client aborts when the browser disconnects, which cancels the call.
 */
export function callUpstream(
  upstream: Upstream,
  {
    operation,
    largest,
    origin,
    tokens,
    deadlines,
    reservation,
    client,
  }: {
    operation: Operation
    largest: number
    origin: string
    tokens: Tokens
    deadlines: Deadlines
    reservation: Reservation
    client: CancelSignal
  },
): Promise<Reply | NoReply> {
  return new Promise((resolve) => {
    if (client.aborted) return resolve('client-left')
    const version = versionFor(operation)
    const cancellation = new Cancellation()
    const chunks: Uint8Array[] = []
    let length = 0
    let head: Pick<Reply, 'status' | 'headers'> | undefined
    let ended = false
    const end = (result: Reply | NoReply | Promise<never>) => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      client.removeEventListener('abort', leave)
      if (typeof result === 'string') reservation.release()
      resolve(result)
    }
    const stop = (reason: NoReply) => {
      end(reason)
      cancellation.abort()
    }
    const leave = () => stop('client-left')
    // One timer for both deadlines: most replies are complete before the first.
    let timer = setTimeout(() => {
      if (!head) stop('headers-timeout')
      else timer = setTimeout(() => stop('timeout'), deadlines.total - deadlines.headers)
    }, deadlines.headers)
    client.addEventListener('abort', leave)
    const receiver: Receiver = {
      // A redirect that the runtime does not show has the status 0.
      head: (status, headers) => {
        head = { status: status || 302, headers }
        // A body that declares itself too large is not read at all.
        if (Number(headers.get('content-length')) > largest && !headers.get('content-encoding')) stop('too-large')
      },
      data: (chunk) => {
        if (ended) return
        length += chunk.byteLength
        if (length > largest) stop('too-large')
        else if (!reservation.grow(length)) stop('no-room')
        else chunks.push(chunk)
      },
      end: () => (head && !ended ? end({ ...head, bytes: concat(chunks, length) }) : end('broken-off')),
      fail: (error) => end(head ? 'broken-off' : error instanceof ConnectTimeout ? 'connect-timeout' : 'unreachable'),
    }
    try {
      upstream(
        {
          origin,
          path: targetOf(operation),
          headers: { ...tokenHeaders(version, tokens[version]), accept: 'application/json' },
          signal: cancellation,
        },
        receiver,
      )
    } catch (error) {
      end(Promise.reject(error))
    }
  })
}
