import * as v from 'valibot'

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

const shown = v.optional(v.pipe(v.unknown(), v.transform(asSent)), null)

// Linq documents `phone_number`; `identifier` and bare texts are what public samples show besides it.
const handle = v.pipe(
  v.unknown(),
  v.transform((entry) => (isObject(entry) ? entry : { phone_number: entry })),
  v.looseObject({ id: shown, phone_number: shown, identifier: shown, service: shown, joined_at: shown }),
  v.transform((entry): Participant => ({
    id: entry.id,
    address: entry.phone_number ?? entry.identifier,
    service: entry.service,
    joinedAt: entry.joined_at,
  })),
)

/** Open to unknown fields and to every type that can still be shown; strict only about the id, since a wrong id is a wrong customer. */
const chat = v.pipe(
  v.looseObject({
    id: v.pipe(
      shown,
      v.transform((text) => parseChatId(text ?? '')),
      v.custom<ChatId>((id) => id !== null),
    ),
    display_name: shown,
    service: shown,
    group: v.optional(
      v.pipe(
        v.unknown(),
        v.transform((value) => (typeof value === 'boolean' ? value : asSent(value))),
      ),
      null,
    ),
    message_count: shown,
    chat_handles: v.fallback(v.nullable(v.array(handle)), null),
  }),
  v.transform((sent): Chat => ({
    id: sent.id,
    displayName: sent.display_name,
    service: sent.service,
    group: sent.group,
    messageCount: sent.message_count,
    participants: sent.chat_handles,
  })),
)

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

/** {@link readChat} for a body that is parsed already. */
export function readChatJson(json: unknown, id: ChatId): ChatReading {
  const unwrapped = isObject(json) && isObject(json['data']) ? json['data'] : json
  const read = v.safeParse(chat, unwrapped)
  if (!read.success) return { problem: 'is JSON, but there is no chat in it.' }
  if (read.output.id !== id) return { problem: `is about chat ${read.output.id}, not about chat ${id}.` }
  return { chat: read.output }
}
