import { expect, test, vi } from 'vitest'

import { readChat } from '../../linq/v2/read-chat.ts'
import { parseChatId } from '../../linq/chat-id.ts'
import { documentedChat } from '../../linq/v2/example.ts'
import { ChatLookupError } from '../data/failure.ts'
import { maskAnswer } from '../data/mask-answer.ts'
import type { ChatFailure } from '../../urls/page-states.ts'
import type { ChatAnswer } from '../data/answer.ts'
import { chatView } from '../data/view-state.ts'

const body = JSON.stringify(documentedChat)
const answer: ChatAnswer = {
  chat: readChat(body, parseChatId('45') ?? expect.unreachable()).chat ?? expect.unreachable(),
  body,
  status: 200,
  requestId: 'r',
  traceId: null,
  durationMs: 1,
  attempts: 1,
  fetchedAt: 5,
}
const asItIs = (one: ChatAnswer) => one
const details = { data: undefined, error: null, isFetching: false, refetch: vi.fn<never>() }
const failed = (failure: ChatFailure) => new ChatLookupError(failure)

test('loads until there is something to say', () => {
  expect(chatView({ ...details, isFetching: true }, asItIs)).toEqual({ state: 'loading' })
})

test('keeps the last good copy through a hiccup, and says that it is old', () => {
  const error = failed('upstream-error')
  expect(chatView({ ...details, data: answer, error }, asItIs)).toMatchObject({
    state: 'ready',
    answer,
    refreshError: error,
  })
})

test.each(['not-found', 'unauthorized'] as const)('stops showing a chat after the verdict %s', (failure) => {
  expect(chatView({ ...details, data: answer, error: failed(failure) }, asItIs).state).toBe(failure)
})

test('leaves a fault of our own to the error boundary', () => {
  expect(() => chatView({ ...details, data: answer, error: new TypeError('ours') }, asItIs)).toThrow('ours')
})

const masked = (one: ChatAnswer) => maskAnswer(one, () => {})

test('hands out nobody while personal data is hidden, and the same copy each time', () => {
  const view = chatView({ ...details, data: answer }, masked)
  expect(JSON.stringify(view)).not.toMatch(/John|Jane|555/)
  expect(chatView({ ...details, data: answer }, masked)).toHaveProperty('answer', 'answer' in view && view.answer)
})
