import { Cancellation, type CancelSignal } from '../cancellation.ts'

/** A call in progress, and how many lookups wait for it. */
interface SharedCall<Result> {
  result: Promise<Result>
  cancellation: Cancellation
  waiting: number
  sent: boolean
}

export interface CallContext {
  /** Aborted when no lookup waits any more. */
  signal: CancelSignal
  /** To be called when the request is sent: a refresh joins only calls that have not been sent. */
  onSent: () => void
}

/** A lookup that waits for a result. */
export interface Waiter {
  /** Whether it is a refresh: a request that was sent earlier is too old. */
  fresh: boolean
  client: CancelSignal
}

/**
 * Coalesces calls: a thousand people who open one link cost one upstream call. A call that no lookup waits for any more is
 * cancelled.
 * @returns a function of the key, of the waiter, and of what makes the call. Its result is 'left' when the client
 * disconnected first; `shared` tells whether an existing call was joined.
 */
export function createCoalescer<Result>() {
  const running = new Map<string, SharedCall<Result>>()
  return async (
    key: string,
    { fresh, client }: Waiter,
    make: (context: CallContext) => Promise<Result>,
  ): Promise<{ result: Result | 'left'; shared: boolean }> => {
    if (client.aborted) return { result: 'left', shared: false }
    const known = running.get(key)
    const joined = known && !(fresh && known.sent) ? known : undefined
    const call = joined ?? start(key, make)
    call.waiting += 1
    try {
      return { result: await untilAborted(call.result, client), shared: joined !== undefined }
    } finally {
      call.waiting -= 1
      if (call.waiting === 0) {
        call.cancellation.abort()
        // A cancelled call must not be joined.
        if (running.get(key) === call) running.delete(key)
      }
    }
  }

  function start(key: string, make: (context: CallContext) => Promise<Result>): SharedCall<Result> {
    const cancellation = new Cancellation()
    const state = { cancellation, waiting: 0, sent: false }
    // `make` may send at once, before there is a promise to keep.
    const result = make({ signal: cancellation, onSent: () => (state.sent = true) })
    const call = Object.assign(state, { result })
    running.set(key, call)
    return call
  }
}

async function untilAborted<Result>(result: Promise<Result>, client: CancelSignal): Promise<Result | 'left'> {
  return await new Promise((resolve, reject) => {
    // The listener needs no removal: the signal lives as long as its request.
    client.addEventListener('abort', () => resolve('left'))
    result.then(resolve, reject)
  })
}
