import { expect, test } from 'vitest'

import { parseChatId } from '../../../linq/chat-id.ts'
import { readChat } from '../../../linq/read-chat.ts'
import { documentedV3Chat } from '../../../linq/v3/example.ts'
import { changesSince } from './changes.ts'

const id = parseChatId(documentedV3Chat.id) ?? expect.unreachable()
const read = (changes: object) =>
  readChat(JSON.stringify({ ...documentedV3Chat, ...changes }), id).chat ?? expect.unreachable()

test('finds what only API v3 says', () => {
  const { before, count } = changesSince(
    read({}),
    read({
      updated_at: '2025-06-03T08:15:00.000Z',
      is_archived: true,
      health_status: { ...documentedV3Chat.health_status, status: 'CRITICAL' },
    }),
  )
  expect(before).toEqual({ updatedAt: '2025-06-02T08:15:00.000Z', archived: false, health: 'HEALTHY' })
  expect(count).toBe(3)
})

test('finds that a participant has left', () => {
  const [ours, other] = documentedV3Chat.handles
  const now = read({ handles: [ours, { ...other, status: 'left', left_at: '2025-06-03T08:15:00.000Z' }] })
  const { beforeOf, count } = changesSince(read({}), now)
  expect(now.participants?.map((participant) => beforeOf(participant) !== undefined)).toEqual([false, true])
  expect(count).toBe(1)
})

test('finds no change in the same chat', () => {
  expect(changesSince(read({}), read({}))).toMatchObject({ before: {}, removed: [], count: 0 })
})
