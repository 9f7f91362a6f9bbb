import type { ChatId } from '../../linq/chat-id.ts'
import { chatPath, tokenHeader } from '../../linq/v2/operation.ts'
import { Canceller, type Signal } from '../cancellation.ts'
import type { Seat } from './memory-budget.ts'

/** What is asked of the upstream: a GET of this address with these headers. */
export interface UpstreamCall {
  origin: string
  path: string
  headers: Readonly<Record<string, string>>
  /** Aborts when nobody waits for the reply any more. */
  signal: Signal
}

/** The headers of a reply; several of one name are joined by commas. */
export type ReplyHeaders = Pick<Headers, 'get'>

/** Takes a reply as it comes in. What comes after an end or a failure is not looked at. */
export interface Receiver {
  head: (status: number, headers: ReplyHeaders) => void
  /** A piece of the body; decompressed, where it came compressed. */
  data: (piece: Uint8Array) => void
  end: () => void
  /** There is no connection (a {@link NoConnection} when that took too long), or it broke off in the middle. */
  fail: (error: unknown) => void
}

/**
 * The call to Linq. It begins at once, tells the receiver what comes, and ends when `call.signal` aborts. Pieces are
 * pushed, not pulled, since a promise and a stream for each reply cost more than the reply. What is shaped like `fetch`
 * becomes one by `overFetch`.
 */
export type Upstream = (call: UpstreamCall, receiver: Receiver) => void

/** The connection was not there in time. */
export class NoConnection extends Error {
  override name = 'NoConnection'
}

/** What came back, with its body read whole. */
export interface Reply {
  status: number
  headers: ReplyHeaders
  bytes: Uint8Array<ArrayBuffer>
}

/** Why there is no reply to judge. */
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
 * An answer above this many bytes (after decompression) is refused. A chat of 32 participants has about 4 KiB, one of
 * 100,000 about 11 MiB.
 */
export const largestAnswer = 16 * 1024 * 1024

/** How long each part of an answer may take, in milliseconds. */
export interface Deadlines {
  /** For the connection; kept by the transport. */
  connect: number
  /** For the status and the headers, the connection included. */
  headers: number
  /** For the whole answer, its body included. */
  whole: number
}

/** Divides the time for a whole answer: Linq has to be there soon, and to begin before it is too late to end. */
export const deadlinesFor = (whole: number): Deadlines => ({
  connect: Math.min(3000, whole),
  headers: Math.max(1, Math.round(whole * 0.8)),
  whole,
})

/**
 * Asks the upstream for one chat. The request is built from the checked id alone; nothing of the caller's goes along.
 * An upstream that ignores its signal does not hold the answer back.
 * @param seat the room that the answer takes while it comes in; given back at the end.
 * @param client aborts when the browser goes away; it cancels the upstream call.
 */
export async function askUpstream(
  upstream: Upstream,
  {
    id,
    origin,
    token,
    deadlines,
    seat,
    client,
  }: { id: ChatId; origin: string; token: string; deadlines: Deadlines; seat: Seat; client: Signal },
): Promise<Reply | NoReply> {
  if (client.aborted) return 'client-left'
  return await new Promise((resolve) => {
    const cancel = new Canceller()
    const pieces: Uint8Array[] = []
    let length = 0
    let head: Pick<Reply, 'status' | 'headers'> | undefined
    let ended = false
    const end = (outcome: Reply | NoReply | Promise<never>) => {
      if (ended) return
      ended = true
      clearTimeout(timer)
      client.removeEventListener('abort', leave)
      seat.leave()
      resolve(outcome)
    }
    const stop = (reason: NoReply) => {
      end(reason)
      cancel.abort()
    }
    const leave = () => stop('client-left')
    // One timer for both deadlines: most replies are there before the first.
    let timer = setTimeout(() => {
      if (!head) stop('headers-timeout')
      else timer = setTimeout(() => stop('timeout'), deadlines.whole - deadlines.headers)
    }, deadlines.headers)
    client.addEventListener('abort', leave)
    const receiver: Receiver = {
      // A redirect the runtime will not show has the status 0.
      head: (status, headers) => {
        head = { status: status || 302, headers }
        // What says itself that it is too large is not read at all.
        if (Number(headers.get('content-length')) > largestAnswer && !headers.get('content-encoding')) stop('too-large')
      },
      data: (piece) => {
        if (ended) return
        length += piece.byteLength
        if (length > largestAnswer) stop('too-large')
        else if (!seat.grow(length)) stop('no-room')
        else pieces.push(piece)
      },
      end: () => (head && !ended ? end({ ...head, bytes: joined(pieces, length) }) : end('broken-off')),
      fail: (error) => end(head ? 'broken-off' : error instanceof NoConnection ? 'connect-timeout' : 'unreachable'),
    }
    try {
      upstream(
        {
          origin,
          path: chatPath(id),
          headers: { [tokenHeader]: token, accept: 'application/json' },
          signal: cancel,
        },
        receiver,
      )
    } catch (error) {
      end(Promise.reject(error))
    }
  })
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let offset = 0
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.byteLength
  }
  return whole
}
