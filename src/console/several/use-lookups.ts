import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import type { ChatLookupError } from '../chat/failure.ts'
import { type Hold, lookUpAll, type Outcome } from './lookups.ts'

/** How far several lookups are. */
interface Progress {
  outcomes: ReadonlyMap<ChatId, Outcome>
  /** What holds everything back. */
  hold: Hold | null
  /** A refusal that ended it all, since every other lookup would get it too. */
  refusal: ChatLookupError | null
  /** Looks those up again that failed. */
  retryFailed: () => void
}

/** How often what has come is drawn, in milliseconds. */
const drawEvery = 100

/** Looks the chats up as long as the page is there. */
export function useLookups(ids: readonly ChatId[]): Progress {
  const queryClient = useQueryClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<ChatId, Outcome>>(new Map())
  const [hold, setHold] = useState<Hold | null>(null)
  const [refusal, setRefusal] = useState<ChatLookupError | null>(null)
  const [fault, setFault] = useState<{ error: unknown } | null>(null)
  const [run, setRun] = useState({ wanted: ids, known: outcomes })
  if (fault) throw fault.error
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    // Drawn together: 500 tables of 500 rows are a quarter of a million rows.
    const collected = new Map(run.known)
    const draw = () => setOutcomes((current) => (collected.size === current.size ? current : new Map(collected)))
    const timer = setInterval(draw, drawEvery)
    const end = () => {
      clearInterval(timer)
      if (!signal.aborted) draw()
    }
    lookUpAll({
      queryClient,
      ids: run.wanted,
      signal,
      onOutcome: (id, outcome) => collected.set(id, outcome),
      onHold: (now) => {
        if (!signal.aborted) setHold(now)
      },
      onRefusal: setRefusal,
    })
      .catch((error: unknown) => setFault({ error }))
      .finally(end)
    return () => {
      leaving.abort()
      end()
    }
  }, [run, queryClient])
  const retryFailed = () => {
    const known = new Map([...outcomes].filter(([, outcome]) => outcome?.answer))
    setOutcomes(known)
    setRefusal(null)
    setRun({ wanted: ids.filter((id) => !known.has(id)), known })
  }
  return { outcomes, hold, refusal, retryFailed }
}
