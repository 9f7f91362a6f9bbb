import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useMemo, useState } from 'react'

import type { Chat, Participant } from '../../../linq/chat.ts'
import { ChatLookupError } from '../../data/failure.ts'
import { chatQuery } from '../../data/query.ts'
import type { Ready } from '../use-chat-view.ts'
import { waitOf } from '../../data/retry-delay.ts'

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
  const [before, after] = [first.participants, now.participants]
  // A chat of 100,000 mostly comes back the same but for a few: only what lies between its equal ends is compared.
  const most = Math.min(before.length, after.length)
  const same = (a: number, b: number) => identity(before[a] ?? nobody) === identity(after[b] ?? nobody)
  let head = 0
  while (head < most && same(head, head)) head += 1
  let tail = 0
  while (tail < most - head && same(before.length - 1 - tail, after.length - 1 - tail)) tail += 1
  const changed = (all: Participant[]) => all.slice(head, all.length - tail)
  const [left, came] = [changed(before), changed(after)]
  const leftIds = new Set(left.map(identity))
  const cameIds = new Set(came.map(identity))
  const gone = new Set([...leftIds].filter((id) => !cameIds.has(id)))
  const added = new Set([...cameIds].filter((id) => !leftIds.has(id)))
  // Somebody who is listed twice may also stand in an end.
  if (gone.size > 0 || added.size > 0)
    for (const [place, participant] of before.entries())
      if (place < head || place >= before.length - tail) {
        gone.delete(identity(participant))
        added.delete(identity(participant))
      }
  return {
    countBefore,
    isNew: (participant) => added.has(identity(participant)),
    gone: left.filter((participant) => gone.has(identity(participant))),
  }
}

const nobody: Participant = { id: null, address: null, service: null, joinedAt: null }
