import { type ChatId, parseChatId } from './chat-id.ts'
import { asSent, isObject, parseJson } from './json.ts'

/** A participant of a chat, one entry of `chat_handles`. A field is null when it was not sent. */
export interface Participant {
  /** The participant's id in this chat: digits, kept as text. */
  id: string | null
  /** A phone number (E.164 by the documentation) or an e-mail address, as sent. */
  address: string | null
  /** The participant's own service, which may differ from the chat's. */
  service: string | null
  /** When the participant joined, as sent: ISO 8601 with milliseconds and a numeric offset by the documentation. */
  joinedAt: string | null
}

/** One chat as Linq sent it. Nothing is inferred: what was not sent is null. */
export interface Chat {
  id: ChatId
  /** The name somebody gave the group, else names or numbers joined with commas. */
  displayName: string | null
  /** `iMessage`, `SMS` or `RCS` by the documentation; any other word is kept. */
  service: string | null
  /** Whether Linq calls it a group. The documented example is false with two participants, so this is never counted. */
  group: boolean | string | null
  /** The number of messages: digits, kept as text because they may not fit a JavaScript number. */
  messageCount: string | null
  /** The participants, or null when no list was sent. */
  participants: Participant[] | null
}

/** The outcome of reading an answer: a chat, or what is wrong with it as the end of a sentence that starts with "Linq's answer". */
export type ChatReading = { chat: Chat; problem?: never } | { chat?: never; problem: string }

/**
 * Judges and reads the body of a 200 answer. The gateway decides with it whether an answer may pass, the console what it shows.
 * @param body the answer's text. The documented envelope `{"data": {...}}` may be missing; numbers of any size are exact.
 * @param id the chat that was asked for; an answer about another chat is not an answer.
 */
export function readChat(body: string, id: ChatId): ChatReading {
  if (body.trim() === '') return { problem: 'is empty.' }
  let json: unknown
  try {
    json = parseJson(body)
  } catch {
    return { problem: 'is not complete, valid JSON.' }
  }
  return readChatJson(json, id)
}

/** The chat's own fields in a parsed answer, whether the documented envelope is around them or not; null for no object. */
export function chatIn(json: unknown): Record<string, unknown> | null {
  if (!isObject(json)) return null
  return isObject(json['data']) ? json['data'] : json
}

/**
 * {@link readChat} for a body that is parsed already. Open to unknown fields and to every type that can still be shown;
 * strict only about the id, since a wrong id is a wrong customer.
 */
export function readChatJson(json: unknown, id: ChatId): ChatReading {
  const sent = chatIn(json)
  const sentId = sent && parseChatId(asSent(sent['id']) ?? '')
  if (!sent || !sentId) return { problem: 'is JSON, but there is no chat in it.' }
  if (sentId !== id) return { problem: `is about chat ${sentId}, not about chat ${id}.` }
  const { display_name, service, group, message_count, chat_handles } = sent
  return {
    chat: {
      id,
      displayName: asSent(display_name),
      service: asSent(service),
      group: typeof group === 'boolean' ? group : asSent(group),
      messageCount: asSent(message_count),
      participants: Array.isArray(chat_handles) ? chat_handles.map(readHandle) : null,
    },
  }
}

/** From this many characters on an answer is read in pieces, since reading it at once would hold a page up. */
export const longAnswer = 256 * 1024

/** Reads one entry of `chat_handles`. Linq documents `phone_number`; `identifier` and bare texts are what public samples show besides it. */
export function readHandle(entry: unknown): Participant {
  const { id, phone_number, identifier, service, joined_at } = isObject(entry) ? entry : { phone_number: entry }
  return {
    id: asSent(id),
    address: [phone_number, identifier].map(asSent).find(Boolean) ?? asSent(phone_number),
    service: asSent(service),
    joinedAt: asSent(joined_at),
  }
}
