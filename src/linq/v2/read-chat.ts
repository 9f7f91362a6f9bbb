import type { Chat, ChatReading, Participant, SentField } from '../chat.ts'
import { type ChatId, parseChatId } from '../chat-id.ts'
import { isObject, parseJson, parseProblem, sentText, stringifyJson } from '../json.ts'

/**
 * Validates and reads the body of a 200 answer. The gateway uses it to decide whether an answer may pass, the console to
 * decide what it shows.
 * @param body the answer's text. The documented envelope `{"data": {...}}` may be missing; numbers of any size are exact.
 * @param id the requested chat; an answer about another chat is refused.
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

/** The chat's own fields in a parsed answer, with or without the documented envelope; null if there is no object. */
export function unwrapChat(json: unknown): Record<string, unknown> | null {
  if (!isObject(json)) return null
  return isObject(json['data']) ? json['data'] : json
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
  const { display_name, service, group, message_count, chat_handles } = sent
  return {
    chat: {
      id,
      displayName: field(display_name),
      service: field(service),
      group: typeof group === 'boolean' ? group : field(group),
      messageCount: field(message_count),
      ...readList(chat_handles),
    },
  }
}

function readList(sent: unknown): Pick<Chat, 'participants' | 'notAList'> {
  if (Array.isArray(sent)) return { participants: sent.map(readParticipant) }
  if (sent === null || sent === undefined) return { participants: sent }
  return { participants: undefined, notAList: stringifyJson(sent) }
}

/** Reads one entry of `chat_handles`. Linq documents `phone_number`; public samples also have `identifier` and plain texts. */
export function readParticipant(entry: unknown): Participant {
  const { id, phone_number, identifier, service, joined_at, is_me } = isObject(entry) ? entry : { phone_number: entry }
  return {
    id: field(id),
    address:
      [phone_number, identifier].map(field).find(Boolean) ??
      field(phone_number === undefined ? identifier : phone_number),
    service: field(service),
    joinedAt: field(joined_at),
    ...(is_me === true && { isOwn: true }),
  }
}

const field = (value: unknown): SentField => (value === undefined ? undefined : sentText(value))
