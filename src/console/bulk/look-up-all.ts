import { CancelledError, type QueryClient } from '@tanstack/react-query'
import pLimit from 'p-limit'

import type { ChatId } from '../../linq/chat-id.ts'
import { ChatLookupError } from '../data/failure.ts'
import { chatQuery } from '../data/query.ts'
import { retryDelayOf } from '../data/retry-delay.ts'
import type { ChatAnswer } from '../data/answer.ts'

/** How one of several chats stands. */
export type Outcome = { answer: ChatAnswer; error?: never } | { answer?: never; error: ChatLookupError } | null

/** How many requests are under way at a time. */
const atOnce = 4

/** How often one chat is tried again after a wait that Linq or a busy console asked for. */
const mostWaits = 3

/** What holds a run back. */
export type Throttle =
  /** Somebody asked to wait, until then (milliseconds since 1970). */
  | { kind: 'wait'; until: number; error: ChatLookupError }
  /** This console's own limit for each person: everything comes, only slower. */
  | { kind: 'slow' }

interface Run {
  queryClient: QueryClient
  ids: readonly ChatId[]
  signal: AbortSignal
  onOutcome: (id: ChatId, outcome: NonNullable<Outcome>) => void
  /** Told what holds everything back, and with null when it goes on. */
  onThrottle: (throttle: Throttle | null) => void
  /** Told of a refusal that every other lookup would get too; then none is made any more. */
  onRefusal: (error: ChatLookupError) => void
}

/**
 * Looks several chats up, four at a time. Who asks to wait stops them all for that time, and then the refused one is
 * tried again, three times at the most. This console's own limit counts as no try: from then on they go one by one, since
 * three of four would only be refused again. Ends early when the signal aborts, or when nobody is signed in any more.
 */
export async function lookUpAll({ queryClient, ids, signal, onOutcome, onThrottle, onRefusal }: Run): Promise<void> {
  const limit = pLimit(atOnce)
  const refused = new AbortController()
  const ending = AbortSignal.any([signal, refused.signal])
  let pause = Promise.resolve()
  let until = 0
  let slow = false

  const wait = (asked: ChatLookupError, seconds: number) => {
    until = Math.max(until, Date.now() + seconds * 1000)
    onThrottle(isOwnLimit(asked) ? { kind: 'slow' } : { kind: 'wait', until, error: asked })
    const mine = until
    pause = sleep(until - Date.now(), ending).finally(() => {
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
        // The request was shared and cancelled elsewhere: its page was left, or the account changed.
        if (error instanceof CancelledError) continue
        if (!(error instanceof ChatLookupError)) throw error
        if (isForAll(error)) {
          if (!ending.aborted) onRefusal(error)
          refused.abort()
          return
        }
        const seconds = retryDelayOf(error)
        if (seconds === null || (!isOwnLimit(error) && waits === mostWaits)) {
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

/** Whether it is this console's own limit for each person, and not Linq's for the whole account. */
const isOwnLimit = ({ details: { code } }: ChatLookupError) => code === 'too_many_lookups'

/** Whether a refusal is about who asks: this console's own 401 and 403. Linq's refusals of a token come as 502. */
const isForAll = ({ details: { status } }: ChatLookupError) => status === 401 || status === 403

/** Waits, or until the signal aborts. */
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
