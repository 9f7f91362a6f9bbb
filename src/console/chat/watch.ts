import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import type { Chat, Participant } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { ChatLookupError } from './failure.ts'
import { chatQuery } from './query.ts'
import type { ChatView } from './view.ts'
import { longestWait, usualWait } from './waits.ts'

/** How often a watched chat is asked for, in seconds; 0 is not at all. */
export const watchSeconds = [0, 15, 30, 60] as const

/** What has changed since the page was opened, and how it is watched. */
export interface Watch {
  seconds: number
  setSeconds: (seconds: number) => void
  /** The number of messages when the page was opened, where it is another now. */
  countBefore: string | null
  /** Whether a participant was not there when the page was opened. */
  isNew: (participant: Participant) => boolean
  /** The participants who were there then, and are not now. */
  gone: Participant[]
}

/** A participant's identity across answers: the id in the chat, else the address. */
const identity = ({ id, address }: Participant) => id ?? address

/** Asks for a chat again and again while its tab is seen, and compares what comes with what was there first. */
export function useWatch(id: ChatId, ready: Extract<ChatView, { state: 'ready' }> | null, masked: boolean): Watch {
  const [seconds, setSeconds] = useState(0)
  useQuery({
    ...chatQuery(id),
    enabled: seconds > 0,
    refetchInterval: ({ state: { error } }) => seconds > 0 && Math.max(seconds * 1000, waitLeft(error)),
    // A tab that nobody sees asks nothing.
    refetchIntervalInBackground: false,
    refetchOnMount: false,
  })
  const [first, setFirst] = useState<{ chat: Chat; masked: boolean } | null>(null)
  // A copy from before personal data was hidden must not be compared with, or drawn, afterwards.
  const comparable = ready?.before ?? (first?.masked === masked ? first.chat : null)
  if (ready && !comparable) setFirst({ chat: ready.answer.chat, masked })
  return { seconds, setSeconds, ...changesSince(comparable, ready?.answer.chat ?? null) }
}

/** How long a rate limit still asks to wait, in milliseconds. */
const waitLeft = (error: unknown): number =>
  error instanceof ChatLookupError && error.failure === 'rate-limited'
    ? error.facts.at + Math.min(longestWait, error.facts.retryAfter ?? usualWait) * 1000 - Date.now()
    : 0

/** Compares a chat with an earlier copy of it. */
export function changesSince(first: Chat | null, now: Chat | null): Pick<Watch, 'countBefore' | 'isNew' | 'gone'> {
  if (!first?.participants || !now?.participants)
    return {
      countBefore: first && now && first.messageCount !== now.messageCount ? first.messageCount : null,
      isNew: () => false,
      gone: [],
    }
  const before = new Set(first.participants.map(identity))
  const after = new Set(now.participants.map(identity))
  return {
    countBefore: first.messageCount === now.messageCount ? null : first.messageCount,
    isNew: (participant) => !before.has(identity(participant)),
    gone: first.participants.filter((participant) => !after.has(identity(participant))),
  }
}
