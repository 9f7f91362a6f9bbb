import { parseChatId, versionOf } from './chat-id.ts'
import type { ChatFormat } from './fields.ts'
import { isObject, sentText } from './json.ts'
import { isUuid } from './uuid.ts'
import { v2Format } from './v2/fields.ts'
import { v3Format } from './v3/fields.ts'

/**
 * The chat's own fields in a parsed answer, with or without the envelope of API v2; null if there is no object. In a chat of API
 * v3, which has no envelope, a `data` without a chat's id is one more field.
 */
export function unwrapChat(json: unknown): Record<string, unknown> | null {
  if (!isObject(json)) return null
  const { id, data } = json
  if (!isObject(data)) return json
  return isUuid(sentText(id) ?? '') && parseChatId(sentText(data['id']) ?? '') === null ? json : data
}

/**
 * The format of the chat in a parsed answer, by the chat's own id. Answers about another chat than the one that was asked for
 * are refused, so this is the version that was asked.
 */
export function formatOf(chat: Record<string, unknown> | null): ChatFormat {
  const id = parseChatId(sentText(chat?.['id']) ?? '')
  return id && versionOf(id) === 'v3' ? v3Format : v2Format
}
