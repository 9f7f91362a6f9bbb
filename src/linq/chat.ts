import type { ChatId } from './chat-id.ts'

/** A field as text: null when it was sent as null, undefined when it was not sent. */
export type SentField = string | null | undefined

/** A participant of a chat. */
export interface Participant {
  /** The participant's id in this chat: digits, kept as text. */
  id: SentField
  /** A phone number (E.164 by the documentation) or an e-mail address, as sent. */
  address: SentField
  /** The participant's own service, which may differ from the chat's. */
  service: SentField
  /** When the participant joined, as sent: ISO 8601 with milliseconds and a numeric offset by the documentation. */
  joinedAt: SentField
  /** Linq says that it is the account's own line (`is_me`, which v2 does not document). */
  isOwn?: true
}

/** One chat as Linq sent it, whichever version of the API it was read from. Nothing is inferred. */
export interface Chat {
  id: ChatId
  /** The group's name, if it has one, else names or numbers joined with commas. */
  displayName: SentField
  /** `iMessage`, `SMS` or `RCS` by the documentation; any other value is kept. */
  service: SentField
  /** Whether Linq calls it a group. The documented example is false with two participants, so this is never counted. */
  group: boolean | SentField
  /** The number of messages: digits, kept as text because they may not fit a JavaScript number. */
  messageCount: SentField
  /** The participants: null when sent as null, undefined when they were not sent, or not as a list. */
  participants: Participant[] | null | undefined
  /** What was sent in place of the list, as JSON. */
  notAList?: string
}

/** The result of reading an answer: a chat, or what is wrong with it as the end of a sentence that starts with "Linq's answer". */
export type ChatReading = { chat: Chat; problem?: never } | { chat?: never; problem: string }

/** An answer of this many characters or more is large: it is parsed, masked and checked in chunks, because doing it at once would block the page. */
export const largeAnswerLength = 256 * 1024
