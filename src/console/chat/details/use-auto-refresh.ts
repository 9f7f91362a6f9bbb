import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from 'react'

import type { ChatAnswer } from '../../data/answer.ts'
import { ChatLookupError } from '../../data/failure.ts'
import { chatQuery } from '../../data/query.ts'
import type { Ready } from '../../data/view-state.ts'
import { type Changes, changesSince } from '../participants/changes.ts'
import { retryDelayOf } from '../../data/retry-delay.ts'
import { usePrepareAnswer } from '../use-chat-view.ts'

/** Seconds between refreshes; 0 for none. */
export const refreshIntervals = [0, 15, 30, 60] as const

export interface AutoRefresh {
  seconds: number
  setSeconds: (seconds: number) => void
  /** Whether it goes on while the tab is hidden. */
  isInBackground: boolean
  setInBackground: (isInBackground: boolean) => void
  /** When the next refresh is due, as `performance.now()`; null while one is under way, and without any. */
  nextAt: number | null
  /** What has changed since the page was opened. */
  changes: Changes
}

interface AutoRefreshInput {
  ready: Ready
  masked: boolean
  /** The answer that the page was opened with, as received. */
  first: RefObject<ChatAnswer | null>
  onChanges: (changes: Changes) => void
}

/** Refreshes a chat at an interval, usually while the tab is visible, and compares it with the first answer. */
export function useAutoRefresh({ ready, masked, first, onChanges }: AutoRefreshInput): AutoRefresh {
  const { chat } = ready.answer
  const [seconds, setSeconds] = useState(0)
  const [isInBackground, setInBackground] = useState(false)
  const [nextAt, setNextAt] = useState<number | null>(null)
  const intervalAfter = (error: unknown) => Math.max(seconds * 1000, waitLeft(error))
  useQuery({
    ...chatQuery(chat.id),
    enabled: seconds > 0,
    refetchInterval: ({ state: { error } }) => seconds > 0 && intervalAfter(error),
    refetchIntervalInBackground: isInBackground,
    refetchOnMount: false,
  })
  const { refreshing, refreshError } = ready
  useEffect(() => {
    setNextAt(seconds > 0 && !refreshing ? performance.now() + intervalAfter(refreshError) : null)
    // oxlint-disable-next-line react/exhaustive-deps -- The query starts to count when one of these changes.
  }, [seconds, isInBackground, refreshing, refreshError])
  const queryClient = useQueryClient()
  const prepare = usePrepareAnswer(masked)
  // Where personal data is shown, an answer that the server had masked differs in every value.
  if (!masked && first.current?.hidden) first.current = null
  first.current ??= queryClient.getQueryData(chatQuery(chat.id).queryKey) ?? null
  // Masked as the present one is: only then may it be compared with and rendered. A large one is compared once it is masked.
  const before = ready.before ?? (first.current && prepare(first.current)?.chat) ?? chat
  const changes = useMemo(() => ({ masked, ...changesSince(before, chat) }), [before, chat, masked])
  // Before the paint: the new chat must not show the changes of the one before.
  useLayoutEffect(() => onChanges(changes), [changes, onChanges])
  return { seconds, setSeconds, isInBackground, setInBackground, nextAt, changes }
}

/** What is left of the delay that the last failure asked for, in milliseconds. */
const waitLeft = (error: unknown): number => {
  const seconds = error instanceof ChatLookupError ? retryDelayOf(error) : null
  return error instanceof ChatLookupError && seconds !== null
    ? error.details.receivedAt + seconds * 1000 - performance.now()
    : 0
}
