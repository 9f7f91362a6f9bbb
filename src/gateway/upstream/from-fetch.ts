import type { CancelSignal } from '../cancellation.ts'
import type { Receiver, ReplyHeaders, Upstream } from './call.ts'

interface FetchReply {
  status: number
  headers: ReplyHeaders
  body: AsyncIterable<Uint8Array> | null
}

/** Makes an upstream of a function shaped like `fetch`: the runtime's own, the sandbox, a test's. */
export const upstreamFromFetch =
  (fetch: (request: Request) => Promise<FetchReply>): Upstream =>
  ({ origin, path, headers, signal }, receiver) => {
    const controller = new AbortController()
    signal.addEventListener('abort', () => controller.abort())
    // Following a redirect would carry the token to another host.
    const request = new Request(origin + path, { headers, redirect: 'manual', signal: controller.signal })
    void receive(fetch(request), signal, receiver)
  }

async function receive(reply: Promise<FetchReply>, signal: CancelSignal, receiver: Receiver): Promise<void> {
  try {
    const { status, headers, body } = await reply
    receiver.head(status, headers)
    if (signal.aborted) return
    // Leaving the loop cancels the stream.
    if (body)
      for await (const chunk of body) {
        receiver.data(chunk)
        if (signal.aborted) return
      }
    receiver.end()
  } catch (error) {
    receiver.fail(error)
  }
}
