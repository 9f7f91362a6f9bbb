import type { Chat } from '../../linq/chat.ts'

/** One answer about a chat: what it says, the bytes it said it in, and how it came. */
export interface ChatAnswer {
  chat: Chat
  /** The body exactly as it was received. */
  body: string
  status: number
  /** The gateway's id of the request, also in its log line. */
  requestId: string | null
  /** The vendor's id of it, when one was sent. */
  traceId: string | null
  /** Milliseconds from the last request to the end of its body. */
  durationMs: number
  /** How many requests it took. */
  attempts: number
  /** When the answer was complete, milliseconds since 1970. */
  fetchedAt: number
  /** Whether personal data had been replaced before it came, because the page that it came with hides it. */
  hidden?: boolean
}

/** What a lookup got over HTTP, before it is read. */
export interface Reply {
  status: number
  /** The value of a header; null where it was not sent. */
  header: (name: string) => string | null
  body: string
  /** Milliseconds from the request to the end of the body. */
  durationMs: number
  attempts: number
  /** When it was complete, milliseconds since 1970. */
  at: number
  hidden?: boolean
}
