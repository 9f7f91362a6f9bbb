import type { ChatId } from '../linq/chat-id.ts'
import { chatPath, tokenHeader } from '../linq/operation.ts'

/** The call to Linq: `fetch`, the sandbox, or a faster transport. It rejects when there is no connection, and when `request.signal` aborts. */
export type Upstream = (request: Request) => Promise<Response>

/** What came back, with its body read whole. */
export interface Reply {
  status: number
  headers: Headers
  bytes: Uint8Array<ArrayBuffer>
}

/** Why there is no reply to judge. */
export type NoReply = 'timeout' | 'client-left' | 'unreachable' | 'broken-off' | 'too-large'

/** An answer above this many bytes (after decompression) is refused. A chat of 32 participants has about 4 KiB. */
export const largestAnswer = 5 * 1024 * 1024

/**
 * Asks the upstream for one chat. The request is built from the checked id alone; nothing of the caller's goes along.
 * @param deadline milliseconds for the whole answer, its body included.
 * @param client aborted when the browser goes away; it cancels the upstream call.
 */
export async function askUpstream(
  upstream: Upstream,
  {
    id,
    origin,
    token,
    deadline,
    client,
  }: { id: ChatId; origin: string; token: string; deadline: number; client: AbortSignal },
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
  const timer = setTimeout(() => stop('timeout'), deadline)
  client.addEventListener('abort', leave, { once: true })
  if (client.aborted) leave()
  const request = new Request(`${origin}${chatPath(id)}`, {
    headers: { [tokenHeader]: token, accept: 'application/json' },
    // Following would carry the token to another host.
    redirect: 'manual',
    signal: cancel.signal,
  })
  try {
    return await Promise.race([exchange(upstream, request), stopped])
  } finally {
    clearTimeout(timer)
    client.removeEventListener('abort', leave)
  }
}

async function exchange(upstream: Upstream, request: Request): Promise<Reply | NoReply> {
  let response: Response
  try {
    response = await upstream(request)
  } catch {
    return 'unreachable'
  }
  try {
    const bytes = await readWhole(response, largestAnswer)
    // A redirect the runtime will not show has the status 0.
    return bytes ? { status: response.status || 302, headers: response.headers, bytes } : 'too-large'
  } catch {
    return 'broken-off'
  }
}

/** Reads a body of at most `limit` bytes; null when there is more, and the rest is then not read. */
async function readWhole(response: Response, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  if (response.body)
    for await (const chunk of response.body) {
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
