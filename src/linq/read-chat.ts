import { unwrapChat } from './chat-format.ts'
import type { ChatReading } from './chat.ts'
import { type ApiVersion, type ChatId, parseChatId, versionOf } from './chat-id.ts'
import { parseJson, parseProblem, sentText } from './json.ts'
import type { ChatReader } from './read-fields.ts'
import { v2Reader } from './v2/reader.ts'
import { v3Reader } from './v3/reader.ts'

const readers: Record<ApiVersion, ChatReader> = { v2: v2Reader, v3: v3Reader }

/** The reader of the version of the API that has such an id. */
export const readerOf = (id: ChatId): ChatReader => readers[versionOf(id)]

/**
 * Validates and reads the body of a 200 answer. The gateway uses it to decide whether an answer may pass, the console to
 * decide what it shows.
 * @param body the answer's text. Numbers of any size are exact.
 * @param id the requested chat, which also says the version of the API; an answer about another chat is refused.
 */
export function readChat(body: string, id: ChatId): ChatReading {
  if (body.trim() === '') return { problem: 'is empty.' }
  let json: unknown
  try {
    json = parseJson(body)
  } catch (error) {
    return { problem: parseProblem(error) }
  }
  return readChatJson(json, id)
}

/**
 * {@link readChat} for a body that is parsed already. It accepts unknown fields and every type that can be shown; it is
 * strict only about the id, because a wrong id is a wrong customer.
 */
export function readChatJson(json: unknown, id: ChatId): ChatReading {
  const sent = unwrapChat(json)
  const sentId = sent && parseChatId(sentText(sent['id']) ?? '')
  if (!sent || !sentId) return { problem: 'is JSON, but there is no chat in it.' }
  if (sentId !== id) return { problem: `is about chat ${sentId}, not about chat ${id}.` }
  return { chat: { id, ...readerOf(id).readFields(sent) } }
}
