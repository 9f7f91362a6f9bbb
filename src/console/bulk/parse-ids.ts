import { type ChatId, parseChatId } from '../../linq/chat-id.ts'

/** How many chats one page shows at the most. */
export const mostIds = 500

/** The `ids` of an address: what can be opened, what cannot, and how many were too many. */
export interface Ids {
  ids: ChatId[]
  /** Entries that are no id, as they stand in the address. */
  refused: string[]
  /** Different ids beyond the first 500; they are not asked for. */
  beyond: number
}

/** Reads `ids=45,46,47`: each id once, in the order given. */
export function readIds(text: string): Ids {
  const entries = text.split(/[\s,;]+/).filter((entry) => entry !== '')
  const read = entries.map((entry) => ({ entry, id: parseChatId(entry) }))
  const ids = [...new Set(read.flatMap(({ id }) => id ?? []))]
  return {
    ids: ids.slice(0, mostIds),
    refused: read.flatMap(({ entry, id }) => (id ? [] : [entry])),
    beyond: Math.max(0, ids.length - mostIds),
  }
}
