import type { QueryClient } from '@tanstack/react-query'
import pLimit from 'p-limit'

import type { ChatId } from '../../linq/chat-id.ts'
import { ChatLookupError } from '../chat/failure.ts'
import { type ChatAnswer, chatQuery } from '../chat/query.ts'
import { longestWait, usualWait } from '../chat/waits.ts'

/** How one of several chats stands. */
export type Outcome = { answer: ChatAnswer; error?: never } | { answer?: never; error: ChatLookupError } | null

/** How many requests are under way at a time. */
const atOnce = 4

/** How often one chat is tried again after a rate limit. */
const mostWaits = 3

interface Run {
  queryClient: QueryClient
  ids: readonly ChatId[]
  signal: AbortSignal
  onOutcome: (id: ChatId, outcome: NonNullable<Outcome>) => void
  /** Told when a rate limit stops everything, until when (milliseconds since 1970), and with null when it goes on. */
  onWait: (until: number | null) => void
}

/**
 * Looks several chats up, four at a time. A rate limit stops them all for the time it asks, and then the refused one is
 * tried again, three times at the most. Ends early when the signal aborts.
 */
export async function lookUpAll({ queryClient, ids, signal, onOutcome, onWait }: Run): Promise<void> {
  const limit = pLimit(atOnce)
  let pause = Promise.resolve()
  let until = 0

  const wait = (seconds: number) => {
    until = Math.max(until, Date.now() + seconds * 1000)
    onWait(until)
    const mine = until
    pause = sleep(until - Date.now(), signal).finally(() => {
      if (until === mine) onWait(null)
    })
  }
  const lookUp = async (id: ChatId) => {
    for (let waits = 0; ; waits += 1) {
      await pause
      if (signal.aborted) return
      try {
        onOutcome(id, { answer: await queryClient.query(chatQuery(id)) })
        return
      } catch (error) {
        if (!(error instanceof ChatLookupError)) throw error
        if (error.failure !== 'rate-limited' || waits === mostWaits) {
          onOutcome(id, { error })
          return
        }
        wait(Math.min(longestWait, error.facts.retryAfter ?? usualWait))
      }
    }
  }
  await Promise.all(ids.map((id) => limit(() => lookUp(id))))
}

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
