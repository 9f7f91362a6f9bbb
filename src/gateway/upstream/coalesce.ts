import { Cancellation, type CancelSignal } from '../cancellation.ts'

/**
 * A call in progress, and the lookups that wait for it. The result is not kept here: V8 may keep a deleted entry of a map alive
 * until the next full garbage collection.
 */
interface SharedCall<Result> {
  waiting: Set<WaitingLookup<Result>>
  cancellation: Cancellation
  sent: boolean
}

interface WaitingLookup<Result> {
  resolve: (outcome: { result: Result | 'left'; shared: boolean }) => void
  reject: (error: unknown) => void
  shared: boolean
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
  return (
    key: string,
    { fresh, client }: Waiter,
    make: (context: CallContext) => Promise<Result>,
  ): Promise<{ result: Result | 'left'; shared: boolean }> =>
    new Promise((resolve, reject) => {
      if (client.aborted) return resolve({ result: 'left', shared: false })
      const known = running.get(key)
      const shared = known !== undefined && !(fresh && known.sent)
      const call = shared ? known : start(key, make)
      const lookup = { resolve, reject, shared }
      call.waiting.add(lookup)
      // The listener needs no removal: the signal lives as long as its request.
      client.addEventListener('abort', () => {
        resolve({ result: 'left', shared })
        if (!call.waiting.delete(lookup) || call.waiting.size > 0) return
        call.cancellation.abort()
        forget(key, call)
      })
    })

  function start(key: string, make: (context: CallContext) => Promise<Result>): SharedCall<Result> {
    const call: SharedCall<Result> = { waiting: new Set(), cancellation: new Cancellation(), sent: false }
    const end = (settle: (lookup: WaitingLookup<Result>) => void) => {
      forget(key, call)
      call.waiting.forEach(settle)
      call.waiting.clear()
    }
    make({ signal: call.cancellation, onSent: () => (call.sent = true) }).then(
      (result) => end(({ resolve, shared }) => resolve({ result, shared })),
      (error: unknown) => end(({ reject }) => reject(error)),
    )
    running.set(key, call)
    return call
  }

  /** A call that has ended, or is cancelled, must not be joined. */
  function forget(key: string, call: SharedCall<Result>): void {
    if (running.get(key) === call) running.delete(key)
  }
}
