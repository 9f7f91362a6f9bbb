import { expect, test } from 'vitest'

import type { Failure } from '../../linq/failure.ts'
import { classify, readRetryAfter } from './failure.ts'

const coded = (code: string): Failure => ({ code, detail: null, retryAfter: null, traceId: null, documented: true })

test.each([
  [404, coded('not_found'), 'not-found'],
  [404, { ...coded('not_found'), documented: false }, 'bad-response'],
  [404, null, 'bad-response'],
  [401, coded('sign_in_required'), 'unauthorized'],
  [403, coded('forbidden'), 'unauthorized'],
  [429, null, 'rate-limited'],
  [502, coded('upstream_unauthorized'), 'unauthorized'],
  [502, coded('upstream_forbidden'), 'unauthorized'],
  [502, coded('upstream_unusable'), 'bad-response'],
  [502, coded('upstream_too_large'), 'bad-response'],
  [502, coded('upstream_unreachable'), 'upstream-error'],
  [502, coded('upstream_error'), 'upstream-error'],
  [502, null, 'upstream-error'],
  [503, coded('overloaded'), 'upstream-error'],
  [504, coded('upstream_timeout'), 'timeout'],
  [504, coded('upstream_error'), 'upstream-error'],
  [504, null, 'timeout'],
  [400, coded('invalid_chat_id'), 'bad-response'],
  [204, null, 'bad-response'],
] as const)('names %i with %o', (status, failure, name) => {
  expect(classify(status, failure)).toBe(name)
})

test.each([
  ['30', 30],
  ['0', 1],
  ['99999', 99999],
  ['-5', null],
  ['2026', 2026],
  ['1.2', 2],
  ['Sun, 22 Nov 2026 10:00:20 GMT', 20],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 1],
  ['soon', null],
  ['', null],
  [null, null],
])('waits for %j: %j s', (header, seconds) => {
  expect(readRetryAfter(header, Date.parse('2026-11-22T10:00:00Z'))).toBe(seconds)
})
