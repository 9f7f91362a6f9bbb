import { useQuery } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useMemo, useState } from 'react'

import { ChatLookupError } from '../../data/failure.ts'
import { chatQuery } from '../../data/query.ts'
import type { Ready } from '../../data/view-state.ts'
import { type Changes, changesSince } from '../participants/changes.ts'
import { retryDelayOf } from '../../data/retry-delay.ts'

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
}

interface AutoRefreshInput {
  ready: Ready
  masked: boolean
  onChanges: (changes: Changes) => void
}

/** Refreshes a chat at an interval, usually while the tab is visible, and compares it with the first answer. */
export function useAutoRefresh({ ready, masked, onChanges }: AutoRefreshInput): AutoRefresh {
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
  const [first, setFirst] = useState({ chat, masked })
  // An answer from before personal data was hidden must not be compared with or rendered afterwards.
  if (first.masked !== masked) setFirst({ chat, masked })
  const before = ready.before ?? first.chat
  const changes = useMemo(() => ({ masked, ...changesSince(before, chat) }), [before, chat, masked])
  // Before the paint: the new chat must not show the changes of the one before.
  useLayoutEffect(() => onChanges(changes), [changes, onChanges])
  return { seconds, setSeconds, isInBackground, setInBackground, nextAt }
}

/** What is left of the delay that the last failure asked for, in milliseconds. */
const waitLeft = (error: unknown): number => {
  const seconds = error instanceof ChatLookupError ? retryDelayOf(error) : null
  return error instanceof ChatLookupError && seconds !== null
    ? error.details.receivedAt + seconds * 1000 - performance.now()
    : 0
}
