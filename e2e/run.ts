// The browser tests: all of them, or those that the arguments choose, which are Playwright's own.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { root } from './support/servers.ts'

const chosen = process.argv.slice(2)
// Projects wait for each other so as not to share the machine; a chosen test waits for none.
if (chosen.length > 0) chosen.unshift('--no-deps')
const cli = join(root, 'node_modules/@playwright/test/cli.js')
const config = join(root, 'e2e/playwright.config.ts')
const { status } = spawnSync(process.execPath, [cli, 'test', '--config', config, ...chosen], {
  cwd: root,
  stdio: 'inherit',
  env: {
    // The tests start hundreds of processes with the same code.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
    ...(chosen.length > 0 && { TRACE_DOM: '1' }),
    ...process.env,
  },
})
process.exitCode = status ?? 1
