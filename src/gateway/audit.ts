import type { ChatId } from '../linq/chat-id.ts'
import { jsonLine } from './json-line.ts'
import type { RequestFacts } from './request.ts'

/** Who looked up which chat. Never a name or number from the chat. */
export interface AuditLine extends RequestFacts {
  chatId: ChatId
  /** `ok`, or the failure's code. */
  outcome: string
  /** Whether personal data was masked before the response left. The field is public, and so keeps this name. */
  hidden: boolean
}

/**
 * Stores a line, and rejects when it cannot be stored: the lookup is then refused. On Node it resolves when the line would
 * survive a crash; on the edge when it is handed to the platform's log.
 */
export type Audit = (line: AuditLine) => Promise<void>

/** A line as it is written. */
export const auditJson = (line: AuditLine): string => jsonLine({ type: 'audit', ...line })

/** The line after one that was stored too late: its lookup was refused, whatever it says. */
export const auditCorrectionJson = (line: AuditLine): string =>
  jsonLine({ ...line, type: 'audit', outcome: 'audit_unavailable', corrects: line.outcome })
