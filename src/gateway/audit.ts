import type { ChatId } from '../linq/chat-id.ts'
import { jsonLine } from './json-line.ts'
import type { RequestFacts } from './request.ts'
import { failed, type Outcome } from './response.ts'

/** Who looked up which chat, or searched for which handle. Never a name, a number or an address. */
export type AuditLine = AuditedLookup | AuditedSearch

interface AuditedRequest extends RequestFacts {
  /** `ok`, or the failure's code. */
  outcome: string
  /** Whether personal data was masked before the response left. The field is public, and so keeps this name. */
  hidden: boolean
}

interface AuditedLookup extends AuditedRequest {
  operation?: never
  chatId: ChatId
}

/** A search for the chats of a handle: one line for each page of the list. */
export interface AuditedSearch extends AuditedRequest {
  operation: 'find'
  chatId: null
  /** The last two digits of a phone number; null for an e-mail address. */
  lastDigits: string | null
  /** 16 hexadecimal digits that are the same for the same handle, of a hash whose key only the server has. */
  handleHash: string
  /** How many chats were found; null for a failure. */
  count: number | null
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

/** The outcome as an audit line has it. */
export const auditCode = ({ code }: Outcome): string => code ?? 'ok'

/** Writes an audit line. Without it the outcome is not shown. */
export async function showAudited(
  outcome: Outcome,
  line: AuditLine,
  { audit, onBug }: { audit: Audit; onBug: (error: unknown) => void },
): Promise<Outcome> {
  try {
    await audit(line)
    return outcome
  } catch (error) {
    onBug(error)
    return failed(
      'audit_unavailable',
      'The lookup could not be written to the audit log, so its answer is not shown.',
      { headers: { 'retry-after': '5' } },
    )
  }
}
