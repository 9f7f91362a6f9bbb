import type { ChatId } from '../../linq/chat-id.ts'
import { fixedNow } from '../settings/url-overrides.ts'
import type { Reply } from '../data/answer.ts'

/** The JSON in the page of a chat. */
export interface PagePayload {
  id: ChatId
  /** Whether the page is server-rendered. */
  rendered: boolean
  /** The zone it was rendered with, if the browser chose one, and what `local` stood for. */
  zone: string | null
  localZone: string | null
  /** The answer of `GET /auth/session`; null where no sign-in is configured. */
  session: unknown
  /** Null where the browser looks the chat up. */
  reply: ReplyPayload | null
  /** Then a one-time ticket for {@link ticketHeader}: the lookup was already counted against the person's limit. */
  ticket: string | null
}

export interface ReplyPayload {
  status: number
  headers: Record<string, string>
  body: string
  durationMs: number
  /** When it was received, milliseconds since 1970. */
  at: number
  /** Whether personal data is masked in it. */
  hidden: boolean
}

export const toReply = ({ headers, at, ...reply }: ReplyPayload): Reply => ({
  ...reply,
  attempts: 1,
  at: fixedNow() ?? at,
  header: (name) => headers[name] ?? (name === 'date' ? new Date(at).toUTCString() : null),
})
