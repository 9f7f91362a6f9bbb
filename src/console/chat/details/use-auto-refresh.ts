import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useMemo, useState } from 'react'

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
}

interface AutoRefreshInput {
  ready: Ready
  masked: boolean
  onChanges: (changes: Changes) => void
}

/** Refreshes a chat at an interval while the tab is visible, and compares it with the first answer. */
export function useAutoRefresh({ ready, masked, onChanges }: AutoRefreshInput): AutoRefresh {
  const { chat } = ready.answer
  const [seconds, setSeconds] = useState(0)
  useQuery({
    ...chatQuery(chat.id),
    enabled: seconds > 0,
    refetchInterval: ({ state: { error } }) => seconds > 0 && Math.max(seconds * 1000, waitLeft(error)),
    refetchIntervalInBackground: false,
    refetchOnMount: false,
  })
  const [first, setFirst] = useState({ chat, masked })
  // An answer from before personal data was hidden must not be compared with or rendered afterwards.
  if (first.masked !== masked) setFirst({ chat, masked })
  const before = ready.before ?? first.chat
  const changes = useMemo(() => ({ masked, ...changesSince(before, chat) }), [before, chat, masked])
  // Before the paint: the new chat must not show the changes of the one before.
  useLayoutEffect(() => onChanges(changes), [changes, onChanges])
  return { seconds, setSeconds }
}

/** What is left of the delay that the last failure asked for, in milliseconds. */
const waitLeft = (error: unknown): number => {
  const seconds = error instanceof ChatLookupError ? retryDelayOf(error) : null
  return error instanceof ChatLookupError && seconds !== null
    ? error.details.receivedAt + seconds * 1000 - performance.now()
    : 0
}
