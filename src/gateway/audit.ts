import type { ChatId } from '../linq/chat-id.ts'

/** Who looked up which chat. Never a name or number from the chat; the person is the one who looked. */
export interface AuditLine {
  /** When the lookup began, ISO 8601 in UTC. */
  time: string
  /** The e-mail address or id of who looked; null where people do not sign in. */
  person: string | null
  chatId: ChatId
  /** `ok`, or the failure's code. */
  outcome: string
  /** Also in the response's `x-request-id` and in the log. */
  requestId: string
  /** Whether personal data was masked before the response left. */
  hidden: boolean
}

/** Stores a line durably. It resolves when the line would survive a crash, and rejects when it cannot be stored. */
export type Audit = (line: AuditLine) => Promise<void>
