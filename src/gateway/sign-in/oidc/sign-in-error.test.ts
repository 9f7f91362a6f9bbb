import { expect, test } from 'vitest'

import { SignInError, toSignInError } from './sign-in-error.ts'

const withCode = (code: unknown) => Object.assign(new Error('Ann said +1 555'), { code })

test.each([
  [withCode('OAUTH_TIMEOUT'), 'unavailable', 'OAUTH_TIMEOUT'],
  [
    Object.assign(withCode('OAUTH_PARSE_ERROR'), { cause: new DOMException('aborted', 'TimeoutError') }),
    'unavailable',
    'OAUTH_PARSE_ERROR',
  ],
  [withCode('OAUTH_JWT_CLAIM_COMPARISON_FAILED'), 'invalid', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
  [withCode('ann@example.com'), 'invalid', 'other'],
  [withCode('A'.repeat(61)), 'invalid', 'other'],
  [withCode(23), 'invalid', 'other'],
  [new TypeError('fetch failed'), 'unavailable', ''],
  ['ann@example.com', 'invalid', ''],
  [new SignInError('refused', 'access_denied'), 'refused', 'access_denied'],
])('keeps no more than a code of %s', (error, problem, reason) => {
  expect(toSignInError(error)).toMatchObject({ problem, reason })
})
