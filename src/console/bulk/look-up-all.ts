import { CancelledError, type QueryClient } from '@tanstack/react-query'
import pLimit from 'p-limit'

import type { ChatId } from '../../linq/chat-id.ts'
import { ChatLookupError } from '../data/failure.ts'
import { chatQuery } from '../data/query.ts'
import { retryDelayOf } from '../data/retry-delay.ts'
import type { ChatAnswer } from '../data/answer.ts'

/** The result of one lookup. */
export type LookupResult = { answer: ChatAnswer; error?: never } | { answer?: never; error: ChatLookupError }

/** How many requests run at a time. */
const atOnce = 4

/** How often one lookup is retried after a delay that Linq or a busy console asked for. */
const maxWaits = 3

/** Why the lookups are slowed down. */
export type Throttle =
  /** All of them wait until then, on the clock of `performance.now()`. */
  | { kind: 'wait'; until: number; error: ChatLookupError }
  /** The console's limit per person was reached; they continue one by one. */
  | { kind: 'slow' }

interface Run {
  queryClient: QueryClient
  ids: readonly ChatId[]
  signal: AbortSignal
  onOutcome: (id: ChatId, outcome: LookupResult) => void
  /** Called with null when the lookups continue at full speed. */
  onThrottle: (throttle: Throttle | null) => void
  /** Called once for a refusal that applies to all lookups; it ends them. */
  onRefusal: (error: ChatLookupError) => void
}

/**
 * Looks chats up, four at a time. A delay that one of them is asked for applies to all, and then that one is retried, three
 * times at most. At the console's own limit per person they continue one by one, without counting retries: parallel
 * lookups would be refused again. Ends early when the signal aborts, and when the person is signed out.
 */
export async function lookUpAll({ queryClient, ids, signal, onOutcome, onThrottle, onRefusal }: Run): Promise<void> {
  const limit = pLimit(atOnce)
  const refused = new AbortController()
  const ending = AbortSignal.any([signal, refused.signal])
  let pause = Promise.resolve()
  let until = 0
  let slow = false

  const wait = (asked: ChatLookupError, seconds: number) => {
    until = Math.max(until, performance.now() + seconds * 1000)
    onThrottle(isOwnLimit(asked) ? { kind: 'slow' } : { kind: 'wait', until, error: asked })
    const mine = until
    pause = sleep(until - performance.now(), ending).finally(() => {
      if (until === mine) onThrottle(slow ? { kind: 'slow' } : null)
    })
  }
  const lookUp = async (id: ChatId) => {
    for (let waits = 0; ;) {
      await pause
      if (ending.aborted) return
      try {
        onOutcome(id, { answer: await queryClient.query(chatQuery(id)) })
        return
      } catch (error) {
        // Another user of the same query cancelled it: its page was left, or the account changed.
        if (error instanceof CancelledError) continue
        if (!(error instanceof ChatLookupError)) throw error
        if (isForAll(error)) {
          if (!ending.aborted) onRefusal(error)
          refused.abort()
          return
        }
        const seconds = retryDelayOf(error)
        if (seconds === null || (!isOwnLimit(error) && waits === maxWaits)) {
          onOutcome(id, { error })
          return
        }
        if (isOwnLimit(error)) {
          slow = true
          limit.concurrency = 1
        } else waits += 1
        wait(error, seconds)
      }
    }
  }
  await Promise.all(ids.map((id) => limit(() => lookUp(id))))
  if (slow) onThrottle(null)
}

/** Whether the limit is the console's per person, not Linq's for the account. */
const isOwnLimit = ({ details: { code } }: ChatLookupError) => code === 'too_many_lookups'

/** Whether the console refuses the person: its 401 and 403. Where Linq refuses the token, the console answers 502. */
const isForAll = ({ details: { status } }: ChatLookupError) => status === 401 || status === 403

const sleep = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(done, milliseconds)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
