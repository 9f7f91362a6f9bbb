import { expect, test } from 'vitest'

import { readChat } from '../../../linq/read-chat.ts'
import { parseChatId } from '../../../linq/chat-id.ts'
import { documentedChat } from '../../../linq/v2/example.ts'
import { findHints, findHintsInChunks } from './hints.ts'

const now = Date.parse('2026-11-22T10:00:00Z')
const hints = (changes: object) => {
  const { chat } = readChat(
    JSON.stringify({ data: { ...documentedChat.data, ...changes } }),
    parseChatId('45') ?? expect.unreachable(),
  )
  return findHints(chat ?? expect.unreachable(), now)
}

test('has no hints for the documented example', () => {
  expect(hints({})).toEqual([])
})

test.each([
  [[{ service: 'SMS' }], ['1 participant uses SMS while the chat uses iMessage.']],
  [
    [{ service: 'SMS' }, { service: 'SMS' }, { service: 'RCS' }],
    ['2 participants use SMS while the chat uses iMessage.', '1 participant uses RCS while the chat uses iMessage.'],
  ],
  [['a@example.com', 'A@example.com', '+15550100'], ['The same address appears 2 times.']],
  [['ana@example.com', '\u0430na@example.com'], ['2 addresses look alike but are different.']],
  [['ana1@example.com', 'anal@example.com', 'anaI@example.com'], ['3 addresses look alike but are different.']],
  [['ana@example.com', 'ana\u200b@example.com'], ['2 addresses look alike but are different.']],
  [['+12025550101', '+12025550110'], []],
  // As hidden addresses have one label.
  [['+12025550101', '+1 202 555 0101', '+120255501\u200b01'], ['The same address appears 3 times.']],
  [
    ['ana@example.com', '\u0430na@example.com', 'bill@example.com', 'biII@example.com'],
    ['2 groups of addresses look alike but are different.'],
  ],
  [['Participant I', 'Participant L'], []],
  [[{ joined_at: '2026-11-22T10:00:01.000+00:00' }], ['A join time is in the future.']],
  [[{ joined_at: '2026-11-22T10:00:01.000+01:00' }], []],
  [[{ service: null, joined_at: null }, { phone_number: null }, null], []],
])('for %j has the hints %j', (chat_handles, texts) => {
  expect(hints({ chat_handles })).toEqual(texts)
})

test('compares no services in a chat without one', () => {
  expect(hints({ service: null, chat_handles: [{ service: 'SMS' }] })).toEqual([])
})

test('lists the first hints of each kind in a large chat', async () => {
  const handles = Array.from({ length: 2000 }, (_, index) => ({
    id: index,
    phone_number: `+1555${1_000_000 + (index % 1900)}`,
    service: `Service ${index % 30}`,
    joined_at: index % 2 ? '2035-05-21T15:30:00.000-05:00' : 'soon',
  }))
  const body = JSON.stringify({ data: { id: 45, service: 'SMS', chat_handles: handles } })
  const { chat } = readChat(body, parseChatId('45') ?? expect.unreachable())
  if (!chat) expect.unreachable()
  const found = await findHintsInChunks(chat, Date.UTC(2025, 5), async () => {})
  expect(found).toEqual(findHints(chat, Date.UTC(2025, 5)))
  expect(found).toHaveLength(1 + 21 + 1 + 1)
  expect(found).toContain('… and 10 other services.')
  expect(found).toContain('100 addresses appear more than once.')
  expect(found.at(-1)).toBe('1,000 join times are in the future.')
})
