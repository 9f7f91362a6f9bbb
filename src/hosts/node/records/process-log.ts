import { jsonLine } from '../../../gateway/json-line.ts'
import type { LogLevel } from '../../settings/settings.ts'

/**
 * Writes a line about the process itself on stderr: a JSON line of the log, or the message alone at a terminal. `LOG_LEVEL`
 * does not apply, since it is for the lines of requests.
 */
export function logProcess(level: LogLevel, message: string): void {
  const line = process.stderr.isTTY ? message : jsonLine({ level, time: new Date().toISOString(), message })
  process.stderr.write(`${line}\n`)
}

/**
 * Writes Node's own warnings, and errors that nothing catches, with {@link logProcess}: Node would print them as text. Such an
 * error still ends the process with 1.
 */
export function logNodeReports(): void {
  // The only listener so far is Node's, which prints.
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    const code = 'code' in warning ? `[${String(warning.code)}] ` : ''
    logProcess('warn', `${code}${warning.name}: ${warning.message}`)
  })
  // Rejections that nothing handles arrive here too.
  process.on('uncaughtException', (error: unknown) => {
    logProcess('error', error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exit(1)
  })
}
