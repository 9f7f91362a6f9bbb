import { expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { parseHandle } from '../../linq/handle.ts'
import { targetOf, versionFor } from './operation.ts'

const uuid = '0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11'

test.each([
  ['45', 'v2', '/api/partner/v2/chats/45'],
  [uuid, 'v3', `/api/partner/v3/chats/${uuid}`],
])('asks for the chat %s in %s', (text, version, target) => {
  const operation = { kind: 'get-chat', id: parseChatId(text) ?? expect.unreachable() } as const
  expect([versionFor(operation), targetOf(operation)]).toEqual([version, target])
})

test.each([
  ['+12025550102', null, 'to=%2B12025550102&limit=100'],
  ['+12025550102', '20', 'to=%2B12025550102&limit=100&cursor=20'],
  ["o'neil+a&b=c#d/e@Example.com", null, "to=o'neil%2Ba%26b%3Dc%23d%2Fe%40example.com&limit=100"],
  ['+12025550102', '/../x?y&to=z#', 'to=%2B12025550102&limit=100&cursor=%2F..%2Fx%3Fy%26to%3Dz%23'],
])('lists the chats of %s after %j', (text, cursor, query) => {
  const operation = { kind: 'list-chats', to: parseHandle(text) ?? expect.unreachable(), cursor } as const
  expect([versionFor(operation), targetOf(operation)]).toEqual(['v3', `/api/partner/v3/chats?${query}`])
})
