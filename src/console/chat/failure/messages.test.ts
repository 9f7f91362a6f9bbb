import { expect, test } from 'vitest'

import { parseChatId } from '../../../linq/chat-id.ts'
import { type FailureCode, failureStatus, isFailureCode } from '../../../linq/failure.ts'
import { ChatLookupError } from '../../data/failure.ts'
import { failureMessage } from './messages.ts'
import { classify } from '../../data/read-reply.ts'

const id = parseChatId('45') ?? expect.unreachable()
const codes = Object.keys(failureStatus).filter(isFailureCode)

function wordsOf(code: FailureCode, retryAfter: number | null = null) {
  const status = failureStatus[code]
  const failure = classify(status, { code, detail: null, retryAfter: null, traceId: null, documented: 'v2' })
  return failureMessage(new ChatLookupError(failure, { status, code, retryAfter, detail: null, online: true }), id)
}

test.each(codes)('has a complete message for %s', (code) => {
  const message = wordsOf(code, 5)
  expect(message.description).toMatch(/[.]$/)
  expect(message.title).not.toMatch(/[.]$/)
  expect(message.short).not.toMatch(/[.]$/)
  expect(Object.values(message).join(' ')).not.toMatch(/null|undefined/)
})

test('does not mention Linq where the console refuses access', () => {
  for (const code of ['sign_in_required', 'not_allowed'] as const)
    expect(Object.values(wordsOf(code)).join(' ')).not.toContain('Linq')
})

test.each(['too_many_lookups', 'overloaded', 'draining', 'audit_unavailable', 'sign_in_unavailable'] as const)(
  'does not blame Linq for %s',
  (code) => {
    const { title, short } = wordsOf(code, 5)
    expect(`${title} ${short}`).not.toContain('Linq')
    expect(wordsOf(code, 5)).not.toEqual(wordsOf('upstream_error', 5))
  },
)

test('distinguishes this console’s limit from Linq’s', () => {
  expect(wordsOf('too_many_lookups', 5).description).toContain('The console limits')
  expect(wordsOf('rate_limited', 5).description).toBe('Linq’s rate limit was reached. Linq asked to wait 5 s.')
  expect(wordsOf('rate_limited', 99_999_999).description).toMatch(/waits 300 s\.$/)
})

test('does not ask to try again at once where Linq asked to wait', () => {
  expect(wordsOf('upstream_error').description).toMatch(/The chat itself may be fine\. Try again in a moment\.$/)
  expect(wordsOf('upstream_error', 300).description).toMatch(/The chat itself may be fine\.$/)
})

test('treats any 401 as a missing sign-in', () => {
  const error = new ChatLookupError('unauthorized', { status: 401, code: 'UNAUTHENTICATED' })
  expect(failureMessage(error, id).title).toBe('Sign in to see this chat')
})
