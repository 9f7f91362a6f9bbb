import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useMemo, useState } from 'react'

import type { Chat, Participant } from '../../linq/chat.ts'
import { ChatLookupError } from './failure.ts'
import { chatQuery } from './query.ts'
import type { Ready } from './view.ts'
import { waitOf } from './waits.ts'

/** How often a watched chat is asked for, in seconds; 0 is not at all. */
export const watchSeconds = [0, 15, 30, 60] as const

/** How a chat is watched. */
export interface Watch {
  seconds: number
  setSeconds: (seconds: number) => void
}

/** What has changed since the page was opened. */
export interface Changes {
  /** Whether personal data is hidden in it: what was compared in the open must not be drawn once it is. */
  masked: boolean
  /** The number of messages when the page was opened, where it is another now. */
  countBefore: string | null
  /** Whether a participant was not there when the page was opened. */
  isNew: (participant: Participant) => boolean
  /** The participants who were there then, and are not now. */
  gone: Participant[]
}

/** A participant's identity across answers: the id in the chat, else the address. */
const identity = ({ id, address }: Participant) => id ?? address

interface Watched {
  ready: Ready
  masked: boolean
  onChanges: (changes: Changes) => void
}

/** Asks for a chat again and again while its tab is seen, and compares what comes with what was there first. */
export function useWatch({ ready, masked, onChanges }: Watched): Watch {
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
  const seconds = error instanceof ChatLookupError ? waitOf(error) : null
  return error instanceof ChatLookupError && seconds !== null ? error.facts.at + seconds * 1000 - Date.now() : 0
}

/** Compares a chat with an earlier copy of it. */
export function changesSince(first: Chat, now: Chat): Omit<Changes, 'masked'> {
  const countBefore = first.messageCount === now.messageCount ? null : first.messageCount
  if (!first.participants || !now.participants) return { countBefore, isNew: () => false, gone: [] }
  const before = new Set(first.participants.map(identity))
  const after = new Set(now.participants.map(identity))
  return {
    countBefore,
    isNew: (participant) => !before.has(identity(participant)),
    gone: first.participants.filter((participant) => !after.has(identity(participant))),
  }
}
