import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useMemo, useState } from 'react'

import { ChatLookupError } from '../../data/failure.ts'
import { chatQuery } from '../../data/query.ts'
import type { Ready } from '../../data/view-state.ts'
import { type Changes, changesSince } from '../participants/changes.ts'
import { retryDelayOf } from '../../data/retry-delay.ts'

/** How often a watched chat is asked for, in seconds; 0 is not at all. */
export const refreshIntervals = [0, 15, 30, 60] as const

/** How a chat is watched. */
export interface AutoRefresh {
  seconds: number
  setSeconds: (seconds: number) => void
}

interface AutoRefreshInput {
  ready: Ready
  masked: boolean
  onChanges: (changes: Changes) => void
}

/** Asks for a chat again and again while its tab is seen, and compares what comes with what was there first. */
export function useAutoRefresh({ ready, masked, onChanges }: AutoRefreshInput): AutoRefresh {
  const { chat } = ready.answer
  const [seconds, setSeconds] = useState(0)
  useQuery({
    ...chatQuery(chat.id),
    enabled: seconds > 0,
    refetchInterval: ({ state: { error } }) => seconds > 0 && Math.max(seconds * 1000, waitLeft(error)),
    // A tab that nobody sees asks nothing.
    refetchIntervalInBackground: false,
    refetchOnMount: false,
  })
  const [first, setFirst] = useState({ chat, masked })
  // A copy from before personal data was hidden must not be compared with, or drawn, afterwards.
  if (first.masked !== masked) setFirst({ chat, masked })
  const before = ready.before ?? first.chat
  const changes = useMemo(() => ({ masked, ...changesSince(before, chat) }), [before, chat, masked])
  // Before the page is painted: nobody sees the new chat with the marks of the one before.
  useLayoutEffect(() => onChanges(changes), [changes, onChanges])
  return { seconds, setSeconds }
}

/** How long the last failure still asks to wait, in milliseconds. */
const waitLeft = (error: unknown): number => {
  const seconds = error instanceof ChatLookupError ? retryDelayOf(error) : null
  return error instanceof ChatLookupError && seconds !== null ? error.details.at + seconds * 1000 - Date.now() : 0
}
