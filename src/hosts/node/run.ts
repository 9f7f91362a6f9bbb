import { SettingsError } from '../settings/settings-error.ts'
import { readCommandLine } from './command-line.ts'

/**
 * Runs a server's main function; a setting that cannot be used ends the process with one line and the exit code 1.
 * @param version what `--version` prints.
 */
export async function run(version: () => string, main: () => Promise<void>): Promise<void> {
  readCommandLine(version)
  // A closed pipe or a full disk is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  try {
    await main()
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
