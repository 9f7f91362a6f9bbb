import { expect, test } from 'vitest'

import { readChat } from './read-chat.ts'
import { type ChatId, parseChatId } from './chat-id.ts'
import { documentedChat } from './v2/example.ts'

const id = (text: string): ChatId => parseChatId(text) ?? expect.unreachable()
const read = (data: object) => readChat(JSON.stringify({ data: { id: 45, ...data } }), id('45'))

test('reads the documented example', () => {
  expect(readChat(JSON.stringify(documentedChat), id('45'))).toEqual({
    chat: {
      id: '45',
      displayName: 'John Doe, Jane Smith',
      service: 'iMessage',
      group: false,
      messageCount: '15',
      participants: [
        { id: '123', address: '+15551234567', service: 'iMessage', joinedAt: '2025-05-21T15:30:00.000-05:00' },
        { id: '124', address: '+15559876543', service: 'iMessage', joinedAt: '2025-05-21T15:30:00.000-05:00' },
      ],
    },
  })
})

test('keeps ids and counts beyond 2^53 exact', () => {
  const body =
    '{"data":{"id":9007199254740993,"message_count":9007199254740995,"chat_handles":[{"id":9007199254740997}]}}'
  const { chat } = readChat(body, id('9007199254740993'))
  expect(chat).toMatchObject({
    id: '9007199254740993',
    messageCount: '9007199254740995',
    participants: [{ id: '9007199254740997' }],
  })
})

test('reads a chat with only an id, every other field as not sent', () => {
  expect(read({}).chat).toEqual({
    id: '45',
    displayName: undefined,
    service: undefined,
    group: undefined,
    messageCount: undefined,
    participants: undefined,
  })
})

const empty = { id: undefined, address: undefined, service: undefined, joinedAt: undefined }

test.each([
  ['a null name', { display_name: null }, { displayName: null }],
  ['an empty name', { display_name: '' }, { displayName: '' }],
  ['an unknown service', { service: 'Satellite' }, { service: 'Satellite' }],
  ['a null service', { service: null }, { service: null }],
  ['a count as text', { message_count: '15' }, { messageCount: '15' }],
  ['group as text', { group: 'yes' }, { group: 'yes' }],
  ['no participants', { chat_handles: [] }, { participants: [] }],
  ['null participants', { chat_handles: null }, { participants: null }],
  ['participants that are no list', { chat_handles: { a: 1 } }, { participants: undefined, notAList: '{"a":1}' }],
  ['participants as a text', { chat_handles: '' }, { participants: undefined, notAList: '""' }],
  ['a null identifier', { chat_handles: [{ identifier: null }] }, { participants: [{ ...empty, address: null }] }],
  ['plain texts', { chat_handles: ['+15550100'] }, { participants: [{ ...empty, address: '+15550100' }] }],
  [
    'identifiers',
    { chat_handles: [{ identifier: 'a@example.com', is_me: true }] },
    { participants: [{ ...empty, address: 'a@example.com', isOwn: true }] },
  ],
  ['ids as texts', { id: '45', chat_handles: [{ id: '7' }] }, { participants: [{ ...empty, id: '7' }] }],
  ['an empty entry', { chat_handles: [null] }, { participants: [{ ...empty, address: null }] }],
  ['extra fields', { archived: true, chat_handles: [{ country: 'US' }] }, { participants: [empty] }],
])('accepts %s', (_, sent, shown) => {
  expect(read(sent).chat).toMatchObject(shown)
})

test('reads a chat without its data envelope', () => {
  expect(readChat(JSON.stringify(documentedChat.data), id('45')).chat?.messageCount).toBe('15')
})

test.each([
  ['', 'is empty.'],
  ['  \n', 'is empty.'],
  ['<!doctype html>', 'is not complete, valid JSON.'],
  ['{"data":{"id":45,"disp', 'is not complete, valid JSON.'],
  [`{"data":{"id":45,"more":${'['.repeat(199)}${']'.repeat(199)}}}`, 'is nested deeper than 200 levels.'],
  [`{"data":{"id":45,"more":${'['.repeat(1e6)}${']'.repeat(1e6)}}}`, 'is nested deeper than 200 levels.'],
  ['{"ok":true}', 'is JSON, but there is no chat in it.'],
  ['{"data":[]}', 'is JSON, but there is no chat in it.'],
  ['{"data":{"display_name":"No id"}}', 'is JSON, but there is no chat in it.'],
  ['null', 'is JSON, but there is no chat in it.'],
  ['45', 'is JSON, but there is no chat in it.'],
  ['{"data":{"id":46}}', 'is about chat 46, not about chat 45.'],
  // A rounded id must not match the id next to it.
  ['{"data":{"id":45.0}}', 'is JSON, but there is no chat in it.'],
])('says what is wrong with %j', (body, problem) => {
  expect(readChat(body, id('45'))).toEqual({ problem })
})
