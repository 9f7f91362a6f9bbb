import type { Chat, Participant } from '../../linq/chat.ts'
import { isChatList, readFoundChats } from '../../linq/find.ts'
import type { Handle } from '../../linq/handle.ts'
import { parseJson, stringifyJson } from '../../linq/json.ts'
import { addressKey } from '../../linq/mask.ts'
import { maskFoundChats } from '../../linq/mask-found.ts'
import type { FoundPages } from './find-query.ts'

/** A chat of the list. */
export interface FoundChat {
  /** Masked while personal data is hidden. */
  chat: Chat
  /** The participants without our own line, first the one who was searched for. */
  others: readonly Participant[]
  ownLines: readonly Participant[]
}

export interface FoundList {
  chats: readonly FoundChat[]
  /** How many entries of Linq's list are not v3 chats. */
  unreadable: number
  /** Whether Linq has more chats than are listed. */
  limitReached: boolean
}

/** Reads the pages of a list in their order. A chat that moved to a later page meanwhile is listed once. */
export function foundList({ pages }: FoundPages, handle: Handle, masked: boolean): FoundList {
  const key = addressKey(handle)
  const chats = new Map<string, FoundChat>()
  let unreadable = 0
  let limitReached = false
  for (const { body } of pages) {
    const { found } = readFoundChats(body)
    const shown = masked ? readFoundChats(maskFound(body)).found : found
    unreadable += found?.unreadable ?? 0
    limitReached ||= found?.limitReached === true
    const targetIndexes = new Map(found?.chats.map(({ id, participants }) => [id, indexOf(participants ?? [], key)]))
    for (const chat of shown?.chats ?? [])
      if (!chats.has(chat.id))
        chats.set(chat.id, { chat, ...sides(chat.participants ?? [], targetIndexes.get(chat.id) ?? -1) })
  }
  return { chats: [...chats.values()], unreadable, limitReached }
}

const indexOf = (participants: readonly Participant[], key: string) =>
  participants.findIndex(({ address }) => address && addressKey(address) === key)

function sides(participants: readonly Participant[], targetIndex: number) {
  const first = participants[targetIndex]
  const others = participants.filter((one) => one !== first && !one.isOwn)
  return {
    others: first && !first.isOwn ? [first, ...others] : others,
    ownLines: participants.filter(({ isOwn }) => isOwn),
  }
}

/** Masks each chat of an answer as its own page does, so that a participant has the same label there. */
function maskFound(body: string): string {
  const json = parseJson(body)
  return stringifyJson({ chats: maskFoundChats(isChatList(json) ? json.chats : []) })
}
