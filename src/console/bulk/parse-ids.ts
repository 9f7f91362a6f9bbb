import { type ChatId, parseChatId } from '../../linq/chat-id.ts'

/** How many chats one page shows at the most. */
export const maxIds = 500

/** The `ids` of an address: what can be opened, what cannot, and how many were too many. */
export interface ParsedIds {
  ids: ChatId[]
  /** Entries that are no id, as they stand in the address. */
  invalid: string[]
  /** Different ids beyond the first 500; they are not asked for. */
  excess: number
}

/** Reads `ids=45,46,47`: each id once, in the order given. */
export function parseIds(text: string): ParsedIds {
  const entries = text.split(/[\s,;]+/).filter((entry) => entry !== '')
  const read = entries.map((entry) => ({ entry, id: parseChatId(entry) }))
  const ids = [...new Set(read.flatMap(({ id }) => id ?? []))]
  return {
    ids: ids.slice(0, maxIds),
    invalid: read.flatMap(({ entry, id }) => (id ? [] : [entry])),
    excess: Math.max(0, ids.length - maxIds),
  }
}
