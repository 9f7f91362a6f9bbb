import type { Chat, Participant, SentField } from '../../../linq/chat.ts'

/** The chat's own fields that are compared. */
interface ChatFields extends Pick<Chat, 'displayName' | 'service' | 'group' | 'messageCount'> {
  updatedAt: SentField
  archived: boolean | SentField
  icon: SentField
  health: SentField
}

const fieldsOf = ({ displayName, service, group, messageCount, extras }: Chat): ChatFields => ({
  displayName,
  service,
  group,
  messageCount,
  updatedAt: extras?.updatedAt,
  archived: extras?.archived,
  icon: extras?.icon,
  health: extras?.health?.status ?? extras?.health?.score,
})

const participantFields = ['id', 'address', 'service', 'joinedAt', 'isOwn'] as const

const isSame = (one: Participant, other: Participant): boolean =>
  participantFields.every((field) => one[field] === other[field]) &&
  one.gone?.status === other.gone?.status &&
  one.gone?.at === other.gone?.at

export interface Changes {
  /** Whether personal data was hidden in both: other changes must not be rendered while it is. */
  masked: boolean
  /** The first values of the chat's own fields that have changed; undefined for one that was not sent. */
  before: Partial<ChatFields>
  isNew: (participant: Participant) => boolean
  /** The first version of a participant, if one of its fields has changed. */
  beforeOf: (participant: Participant) => Participant | undefined
  removed: Participant[]
  /** How many fields and participants have changed. */
  count: number
}

/** Identifies a participant across answers. */
const identity = ({ id, address }: Participant) => id ?? address ?? null

/** Compares a chat with the first answer about it. */
export function changesSince(first: Chat, now: Chat): Omit<Changes, 'masked'> {
  const present = new Map(Object.entries(fieldsOf(now)))
  const changedFields = Object.entries(fieldsOf(first)).filter(([field, value]) => value !== present.get(field))
  const before = Object.fromEntries(changedFields)
  const lists = compareLists(first.participants ?? null, now.participants ?? null)
  const { added, removed, earlier } = lists
  const isListChanged = Array.isArray(first.participants) !== Array.isArray(now.participants)
  return {
    before,
    isNew: (participant) => added.has(identity(participant)),
    beforeOf: (participant) => earlier.get(participant),
    removed,
    count: changedFields.length + Number(isListChanged) + added.size + removed.length + earlier.size,
  }
}

interface ListChanges {
  /** The identities of the new ones. */
  added: Set<string | null>
  removed: Participant[]
  /** Those with other fields, and their first version. */
  earlier: Map<Participant, Participant>
}

function compareLists(before: Participant[] | null, after: Participant[] | null): ListChanges {
  const earlier = new Map<Participant, Participant>()
  if (!before || !after || before === after) return { added: new Set(), removed: [], earlier }
  const compare = (one: Participant | undefined, other: Participant | undefined) => {
    if (one && other && !isSame(one, other)) earlier.set(other, one)
  }
  // Sets of 100,000 would take too long: only what lies between the equal start and end of both lists is compared by them.
  const most = Math.min(before.length, after.length)
  const same = (a: number, b: number) => identity(before[a] ?? none) === identity(after[b] ?? none)
  let head = 0
  for (; head < most && same(head, head); head += 1) compare(before[head], after[head])
  let tail = 0
  for (; tail < most - head && same(before.length - 1 - tail, after.length - 1 - tail); tail += 1)
    compare(before.at(-1 - tail), after.at(-1 - tail))
  const [left, joined] = [before, after].map((all) => all.slice(head, all.length - tail))
  if (!left || !joined || left.length + joined.length === 0) return { added: new Set(), removed: [], earlier }
  const leftBy = new Map(left.map((participant) => [identity(participant), participant]))
  const joinedIds = new Set(joined.map(identity))
  for (const participant of joined) compare(leftBy.get(identity(participant)), participant)
  const gone = new Set([...leftBy.keys()].filter((id) => !joinedIds.has(id)))
  const added = new Set([...joinedIds].filter((id) => !leftBy.has(id)))
  // A participant that is listed twice may also be in the equal parts.
  if (gone.size > 0 || added.size > 0)
    for (const [place, participant] of before.entries())
      if (place < head || place >= before.length - tail) {
        gone.delete(identity(participant))
        added.delete(identity(participant))
      }
  return { added, removed: left.filter((participant) => gone.has(identity(participant))), earlier }
}

const none: Participant = { id: null, address: null, service: null, joinedAt: null }
