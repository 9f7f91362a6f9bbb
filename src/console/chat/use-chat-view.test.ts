import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'

import { readChat } from '../../linq/read-chat.ts'
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
  receivedAt: 0,
}
const asItIs = (one: ChatAnswer) => one
const details = { data: undefined, error: null, isFetching: false, refetch: vi.fn<never>() }
const failed = (failure: ChatFailure) => new ChatLookupError(failure)

test('is loading until there is an answer or an error', () => {
  expect(chatView({ ...details, isFetching: true }, asItIs)).toEqual({ state: 'loading' })
})

test('keeps the earlier answer after a failed refresh, with the error', () => {
  const error = failed('upstream-error')
  expect(chatView({ ...details, data: answer, error }, asItIs)).toMatchObject({
    state: 'ready',
    answer,
    refreshError: error,
  })
})

test.each(['not-found', 'unauthorized'] as const)('stops showing a chat after %s', (failure) => {
  expect(chatView({ ...details, data: answer, error: failed(failure) }, asItIs).state).toBe(failure)
})

test('leaves a bug to the error boundary', () => {
  expect(() => chatView({ ...details, data: answer, error: new TypeError('ours') }, asItIs)).toThrow('ours')
})

const queryClient = new QueryClient()
const masked = (one: ChatAnswer) => maskAnswer(queryClient, one, () => {})

test('masks an answer once while personal data is hidden', () => {
  const view = chatView({ ...details, data: answer }, masked)
  expect(JSON.stringify(view)).not.toMatch(/John|Jane|555/)
  expect(chatView({ ...details, data: answer }, masked)).toHaveProperty('answer', 'answer' in view && view.answer)
})
