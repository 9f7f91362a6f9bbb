// Finds or unpacks promtool for the check of the alerts. Run as a script it prints one line.
import { join } from 'node:path'

import { findProgram, unpackFromDebian } from './debian.ts'
import { root } from './servers.ts'

/** In the checkout, so that nothing is installed on this machine. */
const home = join(root, 'node_modules/.cache/prometheus')

/** The path of a promtool that starts: installed on this machine, or unpacked by this script. */
export const findPromtool = (env: NodeJS.ProcessEnv = process.env): string | null =>
  findProgram('promtool', '--version', [join(home, 'usr/bin')], env)

if (import.meta.main) {
  const path = findPromtool() ?? (unpackFromDebian('prometheus', home) ? findPromtool() : null)
  process.stdout.write(
    path === null
      ? 'SKIPPED: the checks of alerts.yaml and dashboard.json by promtool. There is none, and none could be unpacked. Install it.\n'
      : `promtool: ${path}\n`,
  )
}
