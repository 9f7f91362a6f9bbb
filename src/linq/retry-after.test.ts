import { expect, onTestFinished, test, vi } from 'vitest'

import { readRetryAfter } from './retry-after.ts'

const now = Date.parse('2026-11-22T10:00:00Z')
const date = 'Sun, 22 Nov 2026 10:00:00 GMT'

test.each([
  ['30', 30],
  [' 30 ', 30],
  ['0', 1],
  ['1.2', 2],
  ['Sun, 22 Nov 2026 10:00:30 GMT', 30],
  ['Sunday, 22-Nov-26 10:00:30 GMT', 30],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 1],
  ['Sat, 22 Nov 2036 10:00:00 GMT', 315_619_200],
  ['99999999', 99_999_999],
  [String(now / 1000 + 30), 30],
  ['10, 60', 60],
  ['Sun, 22 Nov 2026 10:00:30 GMT, Sun, 22 Nov 2026 10:01:30 GMT', 90],
  ['10, Sun, 22 Nov 2026 10:01:30 GMT', 90],
  ['', null],
  [null, null],
  ['-5', null],
  ['soon', null],
  ['2026-11-22', null],
  ['10, soon', null],
  ['Sun, 99 Nov 2026', null],
])('reads %j as %j seconds', (value, seconds) => {
  expect(readRetryAfter(value, null, now)).toBe(seconds)
})

test.each([60_000, -3_600_000, 3_600_000])('does not depend on a clock that is off by %i ms', (skew) => {
  expect(readRetryAfter('30', date, now + skew)).toBe(30)
  expect(readRetryAfter('Sun, 22 Nov 2026 10:00:30 GMT', date, now + skew)).toBe(30)
})

test.each(['UTC', 'America/New_York'])('reads an asctime date in UTC on a server in %s', (zone) => {
  vi.stubEnv('TZ', zone)
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(readRetryAfter('Sun Nov 22 10:00:30 2026', date, now)).toBe(30)
})
