// `npm run shoot -- compare`, as a test.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { expect, test } from '@playwright/test'

import { findPinned } from '../support/pinned-chromium.ts'
import { root } from '../support/servers.ts'

const run = promisify(execFile)

/** Why the pictures cannot be compared here; null when they can. */
const skipReason = (): string | null => {
  if (process.env['CHROMIUM_PATH'] !== undefined) return 'CHROMIUM_PATH names another browser than the baseline’s'
  return findPinned() ? null : 'the baseline’s browser exists for Linux x64 only'
}

test('every state is reached, looks like its accepted picture, and changes nothing once it is ready', async () => {
  test.setTimeout(300_000)
  const why = skipReason()
  if (why !== null) process.stdout.write(`SKIPPED, not passed: the pictures were not compared, since ${why}.\n`)
  const command = why === null ? 'compare' : 'take'
  const shoot = ['e2e/pictures/shoot/cli.ts', command, '--out', 'e2e/results/baseline']
  const { stdout, code } = await run(process.execPath, shoot, { cwd: root }).then(
    (done) => ({ ...done, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  )
  process.stdout.write(stdout)
  if (why === null) expect(stdout).toContain('0 below the threshold, 0 changed, 0 new, 0 missing, 0 not taken.')
  // With a picture that was taken twice the comparison succeeds too.
  expect(stdout).not.toContain('The page changed')
  expect(code).toBe(0)
})
