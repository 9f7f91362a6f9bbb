import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import type { ChatId } from '../../linq/chat-id.ts'
import type { ChatLookupError } from '../data/failure.ts'
import { chatQuery, staleTimeMs } from '../data/query.ts'
import { screenshotChunk } from '../chunks.ts'
import { isFixed } from '../settings/url-overrides.ts'
import { required } from '../ui/lazy-component.tsx'
import { type Throttle, lookUpAll, type LookupResult } from './look-up-all.ts'

interface Progress {
  outcomes: ReadonlyMap<ChatId, LookupResult>
  /** Whether cached answers are shown while they are fetched again. */
  refreshing: boolean
  throttle: Throttle | null
  /** A refusal that applies to all lookups, and ended them. */
  refusal: ChatLookupError | null
  retryFailed: () => void
}

/** How often new results are rendered, in milliseconds. */
const renderInterval = 100

/** The cached answers: shown at once, and fetched again only when they are stale. */
const cachedOutcomes = (queryClient: QueryClient, ids: readonly ChatId[]): ReadonlyMap<ChatId, LookupResult> =>
  new Map(
    ids.flatMap((id) => {
      const answer = queryClient.getQueryData(chatQuery(id).queryKey)
      return answer ? [[id, { answer }]] : []
    }),
  )

const isOld = (queryClient: QueryClient, id: ChatId): boolean =>
  Date.now() - (queryClient.getQueryState(chatQuery(id).queryKey)?.dataUpdatedAt ?? 0) >= staleTimeMs

/** Looks the chats up while the component is mounted. */
export function useBulkLookup(ids: readonly ChatId[]): Progress {
  const queryClient = useQueryClient()
  const [first] = useState(isFixed() ? required(screenshotChunk.use()).fixedLookups(ids) : { ids, throttle: null })
  const [outcomes, setOutcomes] = useState(() => cachedOutcomes(queryClient, ids))
  const [refreshing, setRefreshing] = useState(() => ids.some((id) => isOld(queryClient, id)))
  const [throttle, setThrottle] = useState<Throttle | null>(first.throttle)
  const [refusal, setRefusal] = useState<ChatLookupError | null>(null)
  const [fault, setFault] = useState<{ error: unknown } | null>(null)
  const [run, setRun] = useState({ wanted: first.ids, known: outcomes })
  if (fault) throw fault.error
  useEffect(() => {
    const leaving = new AbortController()
    const { signal } = leaving
    // Results are rendered together: rendering 500 rows after each of 500 results would be slow.
    const collected = new Map(run.known)
    let isRendered = true
    const render = () => {
      if (!isRendered) setOutcomes(new Map(collected))
      isRendered = true
    }
    const timer = setInterval(render, renderInterval)
    const end = () => {
      clearInterval(timer)
      if (signal.aborted) return
      render()
      setRefreshing(false)
    }
    lookUpAll({
      queryClient,
      ids: run.wanted,
      signal,
      onOutcome: (id, outcome) => {
        collected.set(id, outcome)
        isRendered = false
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
