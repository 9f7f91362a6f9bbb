import { expect, test } from 'vitest'

import type { Failure } from '../../linq/failure.ts'
import { ChatLookupError, type FailureDetails, isFinal } from './failure.ts'
import { retryDelayOf } from './retry-delay.ts'
import { classify, isTransient } from './read-reply.ts'

const coded = (code: string): Failure => ({ code, detail: null, retryAfter: null, traceId: null, documented: 'v2' })

test.each([
  [404, coded('not_found'), 'not-found'],
  [404, { ...coded('not_found'), documented: null }, 'bad-response'],
  [404, null, 'bad-response'],
  [401, coded('sign_in_required'), 'unauthorized'],
  [401, null, 'unauthorized'],
  [403, coded('forbidden'), 'unauthorized'],
  [403, coded('not_allowed'), 'unauthorized'],
  [429, null, 'rate-limited'],
  [429, coded('too_many_lookups'), 'rate-limited'],
  [502, coded('upstream_unauthorized'), 'unauthorized'],
  [502, coded('upstream_forbidden'), 'unauthorized'],
  [502, coded('upstream_unusable'), 'bad-response'],
  [502, coded('upstream_too_large'), 'bad-response'],
  [502, coded('upstream_unreachable'), 'upstream-error'],
  [502, coded('upstream_error'), 'upstream-error'],
  [502, null, 'upstream-error'],
  [503, coded('overloaded'), 'upstream-error'],
  [503, coded('draining'), 'upstream-error'],
  [503, coded('upstream_down'), 'upstream-error'],
  [503, coded('audit_unavailable'), 'upstream-error'],
  [503, coded('sign_in_unavailable'), 'upstream-error'],
  [504, coded('upstream_timeout'), 'timeout'],
  [504, coded('upstream_error'), 'upstream-error'],
  [504, null, 'timeout'],
  [400, coded('invalid_chat_id'), 'bad-response'],
  [204, null, 'bad-response'],
] as const)('classifies %i with %o', (status, failure, name) => {
  expect(classify(status, failure)).toBe(name)
})

const failed = (status: number, details: Partial<FailureDetails>) =>
  new ChatLookupError(classify(status, details.code ? coded(details.code) : null), { status, online: true, ...details })

test.each([
  [503, { code: 'overloaded', retryAfter: 1 }, true],
  [503, { code: 'draining', retryAfter: 1 }, true],
  [503, { code: 'upstream_error' }, true],
  [503, { code: 'upstream_error', retryAfter: 30 }, false],
  [503, { code: 'upstream_down', retryAfter: 1 }, false],
  [503, { code: 'audit_unavailable', retryAfter: 5 }, false],
  [503, { code: 'sign_in_unavailable', retryAfter: 5 }, false],
  [429, { code: 'too_many_lookups', retryAfter: 1 }, false],
  [401, { code: 'sign_in_required' }, false],
  [403, { code: 'not_allowed' }, false],
] as const)('retries %i %j silently: %j', (status, details, passing) => {
  expect(isTransient(failed(status, details))).toBe(passing)
})

test.each([
  [429, { code: 'rate_limited' }, 10],
  [429, { code: 'too_many_lookups', retryAfter: 2 }, 2],
  [429, { code: 'rate_limited', retryAfter: 3600 }, 300],
  [503, { code: 'upstream_down', retryAfter: 5 }, 5],
  [503, { code: 'overloaded', retryAfter: 1 }, 1],
  [502, { code: 'upstream_error' }, null],
  [502, { code: 'upstream_forbidden', retryAfter: 5 }, null],
  [401, { code: 'sign_in_required' }, null],
] as const)('counts down after %i %j: %j s', (status, details, seconds) => {
  expect(retryDelayOf(failed(status, details))).toBe(seconds)
})

test('removes an earlier answer when access is lost', () => {
  expect([failed(401, {}), failed(403, { code: 'not_allowed' }), failed(429, {})].map(isFinal)).toEqual([
    true,
    true,
    false,
  ])
})
