import type { Signal } from '../cancellation.ts'
import type { Receiver, Upstream } from './call.ts'

/** The little of a `Response` that is read. */
interface FetchReply {
  status: number
  headers: Headers
  body: AsyncIterable<Uint8Array> | null
}

/** Makes an upstream of what is shaped like `fetch`: the runtime's own, the sandbox, a test's. */
export const overFetch =
  (ask: (request: Request) => Promise<FetchReply>): Upstream =>
  ({ origin, path, headers, signal }, receiver) => {
    const cancel = new AbortController()
    signal.addEventListener('abort', () => cancel.abort())
    // Following a redirect would carry the token to another host.
    const request = new Request(origin + path, { headers, redirect: 'manual', signal: cancel.signal })
    void pass(ask(request), signal, receiver)
  }

async function pass(asked: Promise<FetchReply>, signal: Signal, receiver: Receiver): Promise<void> {
  try {
    const { status, headers, body } = await asked
    receiver.head(status, headers)
    if (signal.aborted) return
    // Leaving the loop cancels the stream.
    if (body)
      for await (const piece of body) {
        receiver.data(piece)
        if (signal.aborted) return
      }
    receiver.end()
  } catch (error) {
    receiver.fail(error)
  }
}
