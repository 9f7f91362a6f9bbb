import type { ChatId } from '../../linq/chat-id.ts'
import { chatPath, tokenHeader } from '../../linq/operation.ts'

/** The little of a `Response` that is read. */
interface UpstreamResponse {
  status: number
  headers: Headers
  /** Decompressed, where it came compressed. */
  body: AsyncIterable<Uint8Array> | null
}

/**
 * The call to Linq: `fetch`, the sandbox, or a faster transport. It rejects when there is no connection (with a
 * {@link NoConnection} when that took too long), and when `request.signal` aborts.
 */
export type Upstream = (request: Request) => Promise<UpstreamResponse>

/** The connection was not there in time. */
export class NoConnection extends Error {
  override name = 'NoConnection'
}

/** What came back, with its body read whole. */
export interface Reply {
  status: number
  headers: Headers
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

/** An answer above this many bytes (after decompression) is refused. A chat of 32 participants has about 4 KiB. */
export const largestAnswer = 5 * 1024 * 1024

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
 * @param client aborted when the browser goes away; it cancels the upstream call.
 */
export async function askUpstream(
  upstream: Upstream,
  {
    id,
    origin,
    token,
    deadlines,
    client,
  }: { id: ChatId; origin: string; token: string; deadlines: Deadlines; client: AbortSignal },
): Promise<Reply | NoReply> {
  const cancel = new AbortController()
  let why: NoReply = 'timeout'
  // Waiting for this besides the upstream: one that ignores its signal must not hold the answer back.
  const stopped = new Promise<NoReply>((resolve) => {
    cancel.signal.addEventListener('abort', () => resolve(why), { once: true })
  })
  const stop = (reason: NoReply) => {
    why = reason
    cancel.abort()
  }
  const leave = () => stop('client-left')
  const timer = setTimeout(() => stop('timeout'), deadlines.whole)
  const headersTimer = setTimeout(() => stop('headers-timeout'), deadlines.headers)
  client.addEventListener('abort', leave, { once: true })
  if (client.aborted) leave()
  const request = new Request(`${origin}${chatPath(id)}`, {
    headers: { [tokenHeader]: token, accept: 'application/json' },
    // Following would carry the token to another host.
    redirect: 'manual',
    signal: cancel.signal,
  })
  try {
    return await Promise.race([exchange(upstream, request, () => clearTimeout(headersTimer)), stopped])
  } finally {
    clearTimeout(timer)
    clearTimeout(headersTimer)
    client.removeEventListener('abort', leave)
  }
}

async function exchange(upstream: Upstream, request: Request, onHeaders: () => void): Promise<Reply | NoReply> {
  let response: UpstreamResponse
  try {
    response = await upstream(request)
    onHeaders()
  } catch (error) {
    return error instanceof NoConnection ? 'connect-timeout' : 'unreachable'
  }
  try {
    const bytes = await readWhole(response.body, largestAnswer)
    // A redirect the runtime will not show has the status 0.
    return bytes ? { status: response.status || 302, headers: response.headers, bytes } : 'too-large'
  } catch {
    return 'broken-off'
  }
}

/** Reads a body of at most `limit` bytes; null when there is more, and the rest is then not read. */
async function readWhole(
  body: AsyncIterable<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  if (body)
    for await (const chunk of body) {
      length += chunk.byteLength
      if (length > limit) return null
      chunks.push(chunk)
    }
  const whole = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}
