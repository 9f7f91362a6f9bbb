import type { Chat, Participant } from '../../../linq/chat.ts'

/** What has changed since the page was opened. */
export interface Changes {
  /** Whether personal data is hidden in it: what was compared in the open must not be drawn once it is. */
  masked: boolean
  /** The number of messages when the page was opened, where it is another now. */
  countBefore: string | null
  /** Whether a participant was not there when the page was opened. */
  isNew: (participant: Participant) => boolean
  /** The participants who were there then, and are not now. */
  removed: Participant[]
}

/** A participant's identity across answers: the id in the chat, else the address. */
const identity = ({ id, address }: Participant) => id ?? address

/** Compares a chat with an earlier copy of it. */
export function changesSince(first: Chat, now: Chat): Omit<Changes, 'masked'> {
  const countBefore = first.messageCount === now.messageCount ? null : first.messageCount
  if (!first.participants || !now.participants) return { countBefore, isNew: () => false, removed: [] }
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
  const removed = new Set([...leftIds].filter((id) => !cameIds.has(id)))
  const added = new Set([...cameIds].filter((id) => !leftIds.has(id)))
  // Somebody who is listed twice may also stand in an end.
  if (removed.size > 0 || added.size > 0)
    for (const [place, participant] of before.entries())
      if (place < head || place >= before.length - tail) {
        removed.delete(identity(participant))
        added.delete(identity(participant))
      }
  return {
    countBefore,
    isNew: (participant) => added.has(identity(participant)),
    removed: left.filter((participant) => removed.has(identity(participant))),
  }
}

const nobody: Participant = { id: null, address: null, service: null, joinedAt: null }
