import { Canceller, type Signal } from '../cancellation.ts'

/** A call that several people wait for. */
interface Shared<Result> {
  result: Promise<Result>
  cancel: Canceller
  waiting: number
  /** Whether the upstream has been asked already. */
  sent: boolean
}

/** How a shared call is made. */
export interface Call {
  /** Aborted when nobody waits any more. */
  signal: Signal
  /** To be called when the upstream is asked: who wants a newer answer than that has to ask anew. */
  onSent: () => void
}

/** Who joins, and how. */
export interface Joining {
  /** Whether an answer that was asked for earlier is too old: a refresh. */
  fresh: boolean
  /** Aborted when this one's browser goes away. */
  client: Signal
}

/**
 * Lets a thousand people who open one link cost one upstream call. A call that nobody waits for any more is cancelled.
 * @returns a function of the key, of who joins, and of what makes the call; 'left' when the client went away first. It
 * tells by `shared` whether somebody else's call was joined.
 */
export function createSharing<Result>() {
  const running = new Map<string, Shared<Result>>()
  return async (
    key: string,
    { fresh, client }: Joining,
    make: (call: Call) => Promise<Result>,
  ): Promise<{ result: Result | 'left'; shared: boolean }> => {
    const known = running.get(key)
    const joined = known && !(fresh && known.sent) ? known : undefined
    const call = joined ?? start(key, make)
    call.waiting += 1
    try {
      return { result: await untilAborted(call.result, client), shared: joined !== undefined }
    } finally {
      call.waiting -= 1
      if (call.waiting === 0) {
        call.cancel.abort()
        // Nobody may join a call that is cancelled.
        if (running.get(key) === call) running.delete(key)
      }
    }
  }

  function start(key: string, make: (call: Call) => Promise<Result>): Shared<Result> {
    const cancel = new Canceller()
    const state = { cancel, waiting: 0, sent: false }
    // It may be sent at once, before there is a result to wait for.
    const result = make({ signal: cancel, onSent: () => (state.sent = true) })
    const call = Object.assign(state, { result })
    running.set(key, call)
    const forget = () => {
      if (running.get(key) === call) running.delete(key)
    }
    call.result.then(forget, forget)
    return call
  }
}

/** What comes first: the result, or the client's leaving. */
async function untilAborted<Result>(result: Promise<Result>, client: Signal): Promise<Result | 'left'> {
  if (client.aborted) return 'left'
  return await new Promise((resolve, reject) => {
    // Not taken back: the signal goes with its request.
    client.addEventListener('abort', () => resolve('left'))
    result.then(resolve, reject)
  })
}
