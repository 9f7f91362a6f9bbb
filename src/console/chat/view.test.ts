import { expect, test, vi } from 'vitest'

import type { Chat } from '../../linq/chat.ts'
import { parseChatId } from '../../linq/chat-id.ts'
import { type ChatFailure, ChatLookupError } from './failure.ts'
import { chatView } from './view.ts'

const chat: Chat = {
  id: parseChatId('45') ?? expect.unreachable(),
  displayName: 'Kept',
  service: null,
  group: null,
  messageCount: null,
  participants: null,
}
const facts = { data: undefined, error: null, isFetching: false, dataUpdatedAt: 5, refetch: vi.fn<never>() }
const failed = (failure: ChatFailure) => new ChatLookupError(failure)

test('loads until there is something to say', () => {
  expect(chatView({ ...facts, isFetching: true })).toEqual({ state: 'loading' })
})

test('keeps the last good copy through a hiccup, and says that it is old', () => {
  const error = failed('upstream-error')
  expect(chatView({ ...facts, data: chat, error })).toMatchObject({
    state: 'ready',
    chat,
    fetchedAt: 5,
    outdated: error,
  })
})

test.each(['not-found', 'unauthorized'] as const)('stops showing a chat after the verdict %s', (failure) => {
  expect(chatView({ ...facts, data: chat, error: failed(failure) }).state).toBe(failure)
})

test('leaves a fault of our own to the error boundary', () => {
  expect(() => chatView({ ...facts, data: chat, error: new TypeError('ours') })).toThrow('ours')
})
