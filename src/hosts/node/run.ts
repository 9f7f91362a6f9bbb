import { SettingsError } from '../settings/settings-error.ts'
import { readCommandLine } from './command-line.ts'
import { logNodeReports, logProcess } from './records/process-log.ts'

/**
 * Runs a server's main function; a setting that cannot be used ends the process with one line and the exit code 1.
 * @param version what `--version` prints.
 */
export async function run(version: () => string, main: () => Promise<void>): Promise<void> {
  readCommandLine(version)
  logNodeReports()
  // A closed pipe or a full disk is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  try {
    await main()
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    logProcess('error', error.message)
    process.exit(1)
  }
}
