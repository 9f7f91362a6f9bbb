import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'

import { largeAnswerLength } from '../../linq/chat.ts'
import { parseChatId } from '../../linq/chat-id.ts'
import { readChat } from '../../linq/read-chat.ts'
import type { ChatAnswer } from './answer.ts'
import { maskAnswer } from './mask-answer.ts'

function answerOf(id: number, address: string, hidden = false): ChatAnswer {
  const body = JSON.stringify({ data: { id, chat_handles: [{ id: 1, phone_number: address }] } })
  const { chat } = readChat(body, parseChatId(String(id)) ?? expect.unreachable())
  return {
    chat: chat ?? expect.unreachable(),
    body,
    status: 200,
    requestId: null,
    traceId: null,
    durationMs: 0,
    attempts: 1,
    fetchedAt: 0,
    receivedAt: 0,
    hidden,
  }
}
const labelIn = (queryClient: QueryClient, address: string) =>
  maskAnswer(queryClient, answerOf(45, address), () => {})?.chat.participants?.[0]?.address

test('keeps labels within a page, and starts again in the next one', () => {
  const page = new QueryClient()
  expect(labelIn(page, '+12025550101')).toBe('Participant A')
  expect(labelIn(page, '+12025550102')).toBe('Participant B')
  expect(labelIn(new QueryClient(), '+12025550102')).toBe('Participant A')
})

test('a server keeps nothing of 20,000 chats', () => {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  const heap = () => {
    if (typeof collect === 'function') collect()
    return process.memoryUsage().heapUsed / 1e6
  }
  const before = heap()
  for (let id = 1; id <= 20_000; id += 1)
    maskAnswer(new QueryClient(), answerOf(id, `+1202555${id}`, id % 2 === 0), () => {})
  expect(heap() - before).toBeLessThan(2)
})

function largeAnswer(fetchedAt: number): ChatAnswer {
  const answer = answerOf(45, '+12025550101')
  return { ...answer, body: answer.body.padEnd(largeAnswerLength), fetchedAt }
}

test('while a large answer is being masked, the newest one before it is shown', async () => {
  const page = new QueryClient()
  const [first, second, third] = [largeAnswer(1), largeAnswer(2), largeAnswer(3)]
  // The first is compared with the second, and so may be masked after it.
  for (const answer of [second, first])
    await new Promise<void>((resolve) => {
      maskAnswer(page, answer, resolve)
    })
  expect(maskAnswer(page, third, () => {})?.fetchedAt).toBe(2)
})
