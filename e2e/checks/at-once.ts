// Runs npm scripts at the same time: at-once.ts SCRIPT… Each one's output is printed whole when it ends. Exits with 1 if one fails.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { root } from '../support/servers.ts'

/** Runs a script to its end, and returns whether it succeeded. */
async function run(script: string): Promise<boolean> {
  const child = spawn(`npm run --silent ${script}`, { cwd: root, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  const [code]: unknown[] = await once(child, 'close')
  process.stdout.write(output)
  return code === 0
}

const scripts = process.argv.slice(2)
const succeeded = await Promise.all(scripts.map(run))
const failed = scripts.filter((_, index) => !succeeded[index])
if (failed.length > 0) {
  // The last lines above may be those of a script that succeeded.
  process.stderr.write(`Failed: ${failed.map((script) => `npm run ${script}`).join(', ')}\n`)
  process.exitCode = 1
}
