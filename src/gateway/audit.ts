import type { ChatId } from '../linq/chat-id.ts'

/** Who looked at what. Never a name or number of the chat's; the person is the one who looked. */
export interface AuditLine {
  /** When the lookup came, ISO 8601 in UTC. */
  time: string
  /** The address or id of who looked; null when nobody has to sign in. */
  person: string | null
  chatId: ChatId
  /** `ok`, or the failure's code. */
  outcome: string
  /** Also in the answer's `x-request-id` and in the log. */
  requestId: string
  /** Whether personal data was hidden before the answer left. */
  hidden: boolean
}

/** Keeps a line for good. It resolves when the line would survive a crash, and rejects when it cannot be kept. */
export type Audit = (line: AuditLine) => Promise<void>
