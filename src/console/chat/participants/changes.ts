import type { Chat, Participant } from '../../../linq/chat.ts'

export interface Changes {
  /** Whether personal data was hidden in both: other changes must not be rendered while it is. */
  masked: boolean
  /** The first number of messages; null if it has not changed. */
  countBefore: string | null
  isNew: (participant: Participant) => boolean
  removed: Participant[]
}

/** Identifies a participant across answers. */
const identity = ({ id, address }: Participant) => id ?? address ?? null

/** Compares a chat with the first answer about it. */
export function changesSince(first: Chat, now: Chat): Omit<Changes, 'masked'> {
  const countBefore = first.messageCount === now.messageCount ? null : (first.messageCount ?? null)
  if (!first.participants || !now.participants) return { countBefore, isNew: () => false, removed: [] }
  const [before, after] = [first.participants, now.participants]
  // Sets of 100,000 would take too long: only what lies between the equal start and end of both lists is compared.
  const most = Math.min(before.length, after.length)
  const same = (a: number, b: number) => identity(before[a] ?? none) === identity(after[b] ?? none)
  let head = 0
  while (head < most && same(head, head)) head += 1
  let tail = 0
  while (tail < most - head && same(before.length - 1 - tail, after.length - 1 - tail)) tail += 1
  const changed = (all: Participant[]) => all.slice(head, all.length - tail)
  const [left, joined] = [changed(before), changed(after)]
  const leftIds = new Set(left.map(identity))
  const joinedIds = new Set(joined.map(identity))
  const removed = new Set([...leftIds].filter((id) => !joinedIds.has(id)))
  const added = new Set([...joinedIds].filter((id) => !leftIds.has(id)))
  // A participant that is listed twice may also be in the equal parts.
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

const none: Participant = { id: null, address: null, service: null, joinedAt: null }
