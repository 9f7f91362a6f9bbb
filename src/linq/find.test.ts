import { expect, test } from 'vitest'

import { readFoundChats } from './find.ts'
import { documentedV3Chat } from './v3/example.ts'

const read = (answer: object) => readFoundChats(JSON.stringify(answer))

test('reads the chats in their order, and the cursor', () => {
  const second = { ...documentedV3Chat, id: '00000000-0000-4000-8000-000000000046', is_group: true }
  const { found } = read({ chats: [documentedV3Chat, second], next_cursor: 'sealed' })
  expect(found).toMatchObject({ unreadable: 0, nextCursor: 'sealed', limitReached: false })
  expect(found?.chats.map(({ id, group }) => ({ id, group }))).toEqual([
    { id: documentedV3Chat.id, group: false },
    { id: second.id, group: true },
  ])
  expect(found?.chats[0]?.participants?.[0]).toMatchObject({ address: '+12025550101', isOwn: true })
})

test('reads the end of the list, and its limit', () => {
  expect(read({ chats: [], next_cursor: null }).found).toEqual({
    chats: [],
    unreadable: 0,
    nextCursor: null,
    limitReached: false,
  })
  expect(read({ chats: [], next_cursor: null, limit_reached: true }).found?.limitReached).toBe(true)
})

test('counts entries that are not v3 chats', () => {
  const { found } = read({ chats: [documentedV3Chat, { id: 45 }, {}, null, 'Hidden'], next_cursor: null })
  expect([found?.chats.length, found?.unreadable]).toEqual([1, 4])
})

test('a list in which nothing can be read is not a list of no chats', () => {
  expect(read({ chats: [{ id: 45 }, 'Hidden'], next_cursor: null }).problem).toMatch(/nothing is a chat/)
})

test.each(['', '{', '[]', '{}', 'null', '{"chats":{}}', '{"chats":null,"next_cursor":null}', '[['.repeat(300)])(
  'refuses %j',
  (body) => {
    expect(readFoundChats(body).problem).toMatch(/\.$/)
  },
)
