import { type ChatId, parseChatId } from '../../linq/chat-id.ts'

export const maxIds = 500

export interface ParsedIds {
  ids: ChatId[]
  /** Entries that are not an ID, as written. */
  invalid: string[]
  /** How many more IDs there are; they are not looked up. */
  excess: number
}

/** What programs and people leave around a link or an ID: `45,46)`, `#45`. */
const around = /^[#"'([{<]*(?:urn:uuid:)?|[.:!?"')\]}>]+$/gi

/** Reads `ids=45,46,47`: each ID once, in their order. A plus between digits is an encoded space. */
export function parseIds(text: string): ParsedIds {
  const entries = text.split(/[\s,;]+|(?<=[0-9a-f])\+(?=[0-9a-f])/i).filter((entry) => entry !== '')
  const read = entries.map((entry) => ({ entry, id: parseChatId(entry.replace(around, '')) }))
  const ids = [...new Set(read.flatMap(({ id }) => id ?? []))]
  return {
    ids: ids.slice(0, maxIds),
    invalid: read.flatMap(({ entry, id }) => (id ? [] : [entry])),
    excess: Math.max(0, ids.length - maxIds),
  }
}
