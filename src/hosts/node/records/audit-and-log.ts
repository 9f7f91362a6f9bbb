import { type Audit, auditCorrectionJson, auditJson } from '../../../gateway/audit.ts'
import { jsonLine } from '../../../gateway/json-line.ts'
import { errorLine } from '../../../gateway/request-log.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import { type LogLevel, logLevels, type Settings } from '../../settings/settings.ts'
import { appendableFile, appendableStream, checkAppendable } from './durable-file.ts'
import { createLineWriter } from './line-writer.ts'

/** Milliseconds between two writes of the log: no answer waits for it, and under load many lines share one write. */
const logBatchMs = 20

/** The audit lines and the log. */
export interface Records {
  audit: Audit
  /** Writes a log line as JSON on stderr, unless its level is below `LOG_LEVEL`. A line that cannot be written is lost. */
  log: (line: { level: LogLevel }) => void
  /** Logs an error of our own code, with its stack. */
  onBug: (error: unknown) => void
  /** Resolves when all lines are written. Called before the process exits. */
  flush: () => Promise<void>
}

/**
 * Opens the audit stream and the log. stdout has only audit lines, and none if they go to a file.
 * @throws SettingsError if the audit file cannot be written.
 */
export async function openRecords({ auditLog, logLevel }: Pick<Settings, 'auditLog' | 'logLevel'>): Promise<Records> {
  if (auditLog !== 'stdout')
    try {
      await checkAppendable(auditLog)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
      throw new SettingsError(
        `AUDIT_LOG is ${JSON.stringify(auditLog)}, which cannot be appended to (${code}). Set it to a file in a folder that this process can write to, or to stdout.`,
      )
    }
  const auditWriter = createLineWriter(auditLog === 'stdout' ? appendableStream(1) : appendableFile(auditLog))
  const logWriter = createLineWriter(appendableStream(2), logBatchMs)
  const minLevel = logLevels.indexOf(logLevel)
  const log = (line: { level: LogLevel }) => {
    if (logLevels.indexOf(line.level) >= minLevel) logWriter.post(jsonLine(line))
  }
  return {
    audit: (line) => auditWriter.write(auditJson(line), () => auditCorrectionJson(line)),
    log,
    flush: async () => {
      await Promise.all([auditWriter.flush(), logWriter.flush()])
    },
    onBug: (error) => log(errorLine(error)),
  }
}
