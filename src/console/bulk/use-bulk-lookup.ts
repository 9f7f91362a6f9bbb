import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import type { ChatLookupError } from '../data/failure.ts'
import { chatQuery, staleTimeMs } from '../data/query.ts'
import { screenshotChunk } from '../chunks.ts'
import { isFixed } from '../settings/url-overrides.ts'
import { required } from '../ui/lazy-component.tsx'
import { type Throttle, lookUpAll, type Outcome } from './look-up-all.ts'

/** How far several lookups are. */
interface Progress {
  outcomes: ReadonlyMap<ChatId, Outcome>
  /** Whether some of them are from before, and asked for anew. */
  refreshing: boolean
  /** What holds everything back. */
  throttle: Throttle | null
  /** A refusal that ended it all, since every other lookup would get it too. */
  refusal: ChatLookupError | null
  /** Looks those up again that failed. */
  retryFailed: () => void
}

/** How often what has come is drawn, in milliseconds. */
const drawEvery = 100

/** What was seen in the last minutes: shown at once to whoever comes back to the list, and asked for anew only when it is old. */
const seenBefore = (queryClient: QueryClient, ids: readonly ChatId[]): ReadonlyMap<ChatId, Outcome> =>
  new Map(
    ids.flatMap((id) => {
      const answer = queryClient.getQueryData(chatQuery(id).queryKey)
      return answer ? [[id, { answer }]] : []
    }),
  )

const isOld = (queryClient: QueryClient, id: ChatId): boolean =>
  Date.now() - (queryClient.getQueryState(chatQuery(id).queryKey)?.dataUpdatedAt ?? 0) >= staleTimeMs

/** Looks the chats up as long as the page is there. */
export function useBulkLookup(ids: readonly ChatId[]): Progress {
  const queryClient = useQueryClient()
  const [first] = useState(isFixed() ? required(screenshotChunk.use()).fixedLookups(ids) : { ids, throttle: null })
  const [outcomes, setOutcomes] = useState(() => seenBefore(queryClient, ids))
  const [refreshing, setRefreshing] = useState(() => ids.some((id) => isOld(queryClient, id)))
  const [throttle, setThrottle] = useState<Throttle | null>(first.throttle)
  const [refusal, setRefusal] = useState<ChatLookupError | null>(null)
  const [fault, setFault] = useState<{ error: unknown } | null>(null)
  const [run, setRun] = useState({ wanted: first.ids, known: outcomes })
  if (fault) throw fault.error
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    // Drawn together: 500 tables of 500 rows are a quarter of a million rows.
    const collected = new Map(run.known)
    let drawn = true
    const draw = () => {
      if (!drawn) setOutcomes(new Map(collected))
      drawn = true
    }
    const timer = setInterval(draw, drawEvery)
    const end = () => {
      clearInterval(timer)
      if (signal.aborted) return
      draw()
      setRefreshing(false)
    }
    lookUpAll({
      queryClient,
      ids: run.wanted,
      signal,
      onOutcome: (id, outcome) => {
        collected.set(id, outcome)
        drawn = false
      },
      onThrottle: (now) => {
        if (!signal.aborted) setThrottle(now)
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
    setRefreshing(true)
    setRun({ wanted: ids.filter((id) => !known.has(id)), known })
  }
  return { outcomes, refreshing, throttle, refusal, retryFailed }
}
