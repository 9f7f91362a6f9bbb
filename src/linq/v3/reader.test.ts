import { expect, test } from 'vitest'

import { type ChatId, parseChatId } from '../chat-id.ts'
import { checkFormat } from '../format-check.ts'
import { maskBody } from '../mask.ts'
import { readChat } from '../read-chat.ts'
import { documentedV3Chat } from './example.ts'

const id: ChatId = parseChatId(documentedV3Chat.id) ?? expect.unreachable()
const read = (changes: object) => readChat(JSON.stringify({ ...documentedV3Chat, ...changes }), id)
const [ours, other] = documentedV3Chat.handles

test('reads the documented example', () => {
  const participant = { service: 'iMessage', joinedAt: '2025-05-21T20:30:00.000Z' }
  expect(read({})).toEqual({
    chat: {
      id,
      displayName: '+12025550102',
      service: 'iMessage',
      group: false,
      messageCount: undefined,
      extras: {
        createdAt: '2025-05-21T20:30:00.000Z',
        updatedAt: '2025-06-02T08:15:00.000Z',
        archived: false,
        health: {
          status: 'HEALTHY',
          score: undefined,
          reason: undefined,
          docUrl: 'https://docs.linqapp.com/chat-health#healthy',
          updatedAt: '2025-06-02T08:15:00.000Z',
        },
        icon: null,
      },
      participants: [
        { id: ours?.id, address: '+12025550101', isOwn: true, ...participant },
        { id: other?.id, address: '+12025550102', ...participant },
      ],
    },
  })
})

test.each([
  [
    { status: 'left', left_at: '2025-05-30T09:00:00.000Z' },
    { status: 'left', at: '2025-05-30T09:00:00.000Z' },
  ],
  [
    { status: 'removed', left_at: null },
    { status: 'removed', at: null },
  ],
  [{ left_at: '2025-05-30T09:00:00.000Z' }, { status: undefined, at: '2025-05-30T09:00:00.000Z' }],
  [{ status: 'suspended' }, { status: 'suspended', at: undefined }],
  [
    { status: 'active', left_at: '2025-05-30T09:00:00.000Z' },
    { status: undefined, at: '2025-05-30T09:00:00.000Z' },
  ],
])('a participant with %j is gone', (changes, gone) => {
  const { status: _, left_at: __, ...rest } = other ?? expect.unreachable()
  expect(read({ handles: [{ ...rest, ...changes }] }).chat?.participants).toMatchObject([{ gone }])
})

test.each([{}, { status: 'active' }, { status: null, left_at: null }, { status: '', left_at: '' }])(
  'a participant with %j is in the chat',
  (changes) => {
    const { status: _, left_at: __, ...rest } = other ?? expect.unreachable()
    expect(read({ handles: [{ ...rest, ...changes }] }).chat?.participants?.[0]).not.toHaveProperty('gone')
  },
)

test.each([
  ['a null name', { display_name: null }, { displayName: null }],
  ['no service', { service: undefined }, { service: undefined }],
  ['one handle', { handles: [ours] }, { participants: [{ isOwn: true }] }],
  ['handles as texts', { handles: ['+12025550103'] }, { participants: [{ address: '+12025550103' }] }],
  ['no list', { handles: 'none' }, { participants: undefined, notAList: '"none"' }],
  ['no health', { health_status: undefined }, { extras: { health: undefined } }],
  ['a null health', { health_status: null }, { extras: { health: null } }],
  ['an unknown health', { health_status: 'FINE' }, { extras: { health: { status: 'FINE' } } }],
  [
    'a health score',
    { health_status: undefined, health_score: { score: 42, reason: 'Few replies' } },
    { extras: { health: { status: undefined, score: '42', reason: 'Few replies' } } },
  ],
])('accepts %s', (_, changes, shown) => {
  expect(read(changes).chat).toMatchObject(shown)
})

test('reads an id in upper case, and a chat in an envelope', () => {
  const upper = documentedV3Chat.id.toUpperCase()
  expect(readChat(JSON.stringify({ data: { ...documentedV3Chat, id: upper } }), id).chat?.id).toBe(id)
})

test('refuses a chat of API v2, and another chat', () => {
  expect(read({ id: 45 })).toEqual({ problem: `is about chat 45, not about chat ${id}.` })
  expect(read({ id: ours?.id })).toHaveProperty('problem')
})

test('a field named like the envelope of API v2 is one that is not documented', () => {
  const body = JSON.stringify({ ...documentedV3Chat, data: { note: 'Ana' } })
  const chat = { id, service: 'iMessage' }
  expect(readChat(body, id)).toMatchObject({ chat })
  expect(checkFormat(body)).toMatchObject([{ field: 'data', kind: 'extra' }])
  const masked = maskBody(body)
  expect(JSON.parse(masked)).toMatchObject({ ...chat, display_name: 'Name hidden', data: { note: 'Hidden' } })
  expect(readChat(masked, id)).toMatchObject({ chat })
})
