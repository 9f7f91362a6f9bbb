import { expect, test } from 'vitest'

import { documentedNotFound } from './v2/example.ts'
import { v3Failure } from './v3/example.ts'
import { failureBody, readFailure } from './failure.ts'

const none = { code: null, detail: null, retryAfter: null, traceId: null, documented: null }

test.each([
  [
    'the documented format',
    documentedNotFound,
    { ...none, code: 'not_found', detail: 'Chat not found', documented: 'v2' },
  ],
  [
    'an error_code',
    { status: 'error', error_code: 'bad', message: 'No', errors: ['x'] },
    { ...none, code: 'bad', detail: 'No' },
  ],
  [
    'an error object',
    { success: false, error: { status: 429, code: 'slow', message: 'Wait', retry_after: 20 }, trace_id: 't-1' },
    { ...none, code: 'slow', detail: 'Wait', retryAfter: '20', traceId: 't-1' },
  ],
  [
    'the documented format of API v3',
    v3Failure(404, 2001, 'Chat not found'),
    { ...none, code: '2001', detail: 'Chat not found', traceId: 'sandbox-trace-0003', documented: 'v3' },
  ],
  ['an error text', { error: 'Not found' }, { ...none, detail: 'Not found' }],
])('reads %s', (_, body, failure) => {
  expect(readFailure(JSON.stringify(body))).toEqual(failure)
})

test.each(['', '<html></html>', '[]', '{}', '"error"', '{"errors":[]}', '{"errors":["x"]}'])(
  'finds no failure in %j',
  (body) => {
    expect(readFailure(body)).toBeNull()
  },
)

test('reads what failureBody writes', () => {
  expect(readFailure(failureBody(504, 'upstream_timeout', 'Timeout', 'Too slow.'))).toEqual({
    ...none,
    code: 'upstream_timeout',
    detail: 'Too slow.',
    documented: 'v2',
  })
})
