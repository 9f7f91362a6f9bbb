import type { Chat } from '../../linq/chat.ts'
import type { FormatCheck } from '../../linq/format-check.ts'

/** A chat, and the response that it was read from. */
export interface ChatAnswer {
  chat: Chat
  /** The body exactly as it was received. */
  body: string
  status: number
  /** The gateway's ID of the request, which is in its log too. */
  requestId: string | null
  /** Linq's ID of the request. */
  traceId: string | null
  /** Milliseconds from the last request to the end of the body. */
  durationMs: number
  attempts: number
  /** Milliseconds since 1970, on the server's clock. For people only. */
  fetchedAt: number
  /** On the clock of `performance.now()`. */
  receivedAt: number
  /** Whether the server masked personal data, because the page hides it. */
  hidden?: boolean
  /** Of a masked answer: the format check of what was received, without values. Masking changes types. */
  formatCheck?: FormatCheck
}

/** The HTTP response to a lookup. */
export interface Reply {
  status: number
  header: (name: string) => string | null
  body: string
  durationMs: number
  attempts: number
  /** When it was received, milliseconds since 1970, on the server's clock. */
  at: number
  hidden?: boolean
}
