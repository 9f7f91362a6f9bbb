import type { Audit } from '../../../gateway/audit.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import { type LogLevel, logLevels, type Settings } from '../../settings/settings.ts'
import { checkAppendable } from './durable-file.ts'
import { createLines } from './line-writer.ts'

/** Nobody waits for the log, so under load its lines are gathered for so long, in milliseconds. */
const logRestMs = 20

/** What a server writes down. */
export interface Records {
  audit: Audit
  /** Writes a line of the log, as JSON on stderr, if its level is wanted. A line that cannot be written is lost. */
  log: (line: { level: LogLevel }) => void
  /** A fault of our own code, with what a developer needs. */
  onBug: (error: unknown) => void
  /** Resolves when all lines are written: before the process ends, since one that was not would be lost. */
  flush: () => Promise<void>
}

/**
 * Opens the audit stream and the log. stdout holds nothing but audit lines, and those only when they are not in a file.
 * @throws SettingsError when the audit file cannot be written.
 */
export async function openRecords({ auditLog, logLevel }: Pick<Settings, 'auditLog' | 'logLevel'>): Promise<Records> {
  if (auditLog !== 'stdout')
    try {
      await checkAppendable(auditLog)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
      throw new SettingsError(
        `AUDIT_LOG is ${JSON.stringify(auditLog)}, which cannot be appended to (${code}). Set it to a file in a folder that this process may write, or to stdout.`,
      )
    }
  const trail = createLines(auditLog === 'stdout' ? { fd: 1 } : { path: auditLog })
  const lines = createLines({ fd: 2 }, logRestMs)
  const least = logLevels.indexOf(logLevel)
  const log = (line: { level: LogLevel }) => {
    if (logLevels.indexOf(line.level) < least) return
    lines.add(JSON.stringify(line))
  }
  return {
    audit: async (line) => {
      // Whoever was refused because their line took too long has seen nothing, though it may get through after all.
      const correction = () =>
        JSON.stringify({ ...line, type: 'audit', outcome: 'audit_unavailable', corrects: line.outcome })
      await trail.write(JSON.stringify({ type: 'audit', ...line }), correction)
    },
    log,
    flush: async () => {
      await Promise.all([trail.flush(), lines.flush()])
    },
    onBug: (error) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
      const line = { level: 'error' as const, time: new Date().toISOString(), message }
      log(line)
    },
  }
}
