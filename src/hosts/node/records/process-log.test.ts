// In processes of their own, since they end them.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

import { expect, test } from 'vitest'

const module = join(import.meta.dirname, 'process-log.ts')

/** Runs code after {@link logNodeReports}; returns the exit code and the lines on stderr. */
function run(code: string) {
  const start = `import { logNodeReports } from ${JSON.stringify(module)}; logNodeReports();`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', start + code], {
    encoding: 'utf8',
  })
  expect(stdout).toBe('')
  const lines: unknown[] = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { status, lines }
}

const line = (level: string, message: RegExp) => ({
  level,
  time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  message: expect.stringMatching(message),
})

test.each([
  ["throw new TypeError('broken')", /^TypeError: broken\n +at /],
  ["setTimeout(() => { throw new TypeError('broken') })", /^TypeError: broken\n +at /],
  ["Promise.reject(new TypeError('broken')); setTimeout(() => {}, 5000)", /^TypeError: broken\n +at /],
  ["await Promise.reject(new TypeError('broken'))", /^TypeError: broken\n +at /],
  ["setTimeout(() => { throw 'text' })", /^text$/],
])('one JSON line for the error of: %s', (code, message) => {
  expect(run(code)).toEqual({ status: 1, lines: [line('error', message)] })
})

test('one JSON line for each warning of Node', () => {
  const code = `
    process.emitWarning('first')
    process.emitWarning('second', { type: 'DeprecationWarning', code: 'DEP9999', detail: 'at length' })
    new Buffer(1)`
  expect(run(code)).toEqual({
    status: 0,
    lines: [
      line('warn', /^Warning: first$/),
      line('warn', /^\[DEP9999\] DeprecationWarning: second$/),
      line('warn', /^\[DEP0005\] DeprecationWarning: Buffer\(\) is deprecated/),
    ],
  })
})
