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
  /** API v3 lists participants who are no longer in the chat too, and says so. */
  gone?: Departure
}

/** How a participant left a chat of API v3. */
export interface Departure {
  /** `left` or `removed` by the documentation; any other value but `active` is kept. */
  status: SentField
  /** When, as sent: ISO 8601. */
  at: SentField
}

/** What only API v3 says about a chat. */
export interface ChatExtras {
  /** ISO 8601, as sent. */
  createdAt: SentField
  updatedAt: SentField
  archived: boolean | SentField
  /** null when sent as null, undefined when not sent. */
  health: Health | null | undefined
  /** The URL of the group's icon, which may be a picture of people. The console never fetches it. */
  icon: SentField
}

/** The state of a chat as a channel for messages. An older revision of the API has a score and its reason in place of a status. */
export interface Health {
  /** `HEALTHY`, `AT_RISK`, `CRITICAL` or `OPTED_OUT` by the documentation; any other value is kept. */
  status: SentField
  /** 0 to 100, kept as text. */
  score: SentField
  reason: SentField
  /** The URL of Linq's explanation. */
  docUrl: SentField
  updatedAt: SentField
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
  /** The number of messages: digits, kept as text because they may not fit a JavaScript number. API v3 has none. */
  messageCount: SentField
  /** Of API v3 only. */
  extras?: ChatExtras
  /** The participants: null when sent as null, undefined when they were not sent, or not as a list. */
  participants: Participant[] | null | undefined
  /** What was sent in place of the list, as JSON. */
  notAList?: string
}

/** The result of reading an answer: a chat, or what is wrong with it as the end of a sentence that starts with "Linq's answer". */
export type ChatReading = { chat: Chat; problem?: never } | { chat?: never; problem: string }

/** An answer of this many characters or more is large: it is parsed, masked and checked in chunks, because doing it at once would block the page. */
export const largeAnswerLength = 256 * 1024
