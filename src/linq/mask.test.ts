import { parse, stringify } from 'lossless-json'
import { expect, test } from 'vitest'

import { readChat } from './read-chat.ts'
import { parseChatId } from './chat-id.ts'
import { documentedChat } from './v2/example.ts'
import { documentedV3Chat } from './v3/example.ts'
import { parseJson, stringifyJson } from './json.ts'
import { addressKey, maskBody } from './mask.ts'

const masked = (data: object): unknown => JSON.parse(maskBody(JSON.stringify({ data: { id: 45, ...data } })))

test('hides the name and addresses of the documented example, and keeps the rest', () => {
  expect(JSON.parse(maskBody(JSON.stringify(documentedChat)))).toEqual({
    data: {
      ...documentedChat.data,
      display_name: 'Name hidden',
      chat_handles: [
        { ...documentedChat.data.chat_handles[0], phone_number: 'Participant A' },
        { ...documentedChat.data.chat_handles[1], phone_number: 'Participant B' },
      ],
    },
  })
})

test('gives one address one label, however it is written', () => {
  expect(
    masked({
      chat_handles: [
        '+1 555 010-0',
        { identifier: '+15550100' },
        'Ana@Example.com',
        { phone_number: 'ana@example.com' },
      ],
    }),
  ).toEqual({
    data: {
      id: 45,
      chat_handles: [
        'Participant A',
        { identifier: 'Participant A' },
        'Participant B',
        { phone_number: 'Participant B' },
      ],
    },
  })
})

test('hides undocumented texts, numbers and keys, nested or not', () => {
  expect(
    masked({
      owner: 'Ana',
      extra: { phone: 15_551_234_567, tags: ['vip', true, null] },
      '+15551234567': 1,
      service: 'Ana',
      group: 'Ana',
      message_count: 'Ana',
    }),
  ).toEqual({
    data: {
      id: 45,
      owner: 'Hidden',
      extra: { phone: 'Hidden', tags: ['Hidden', true, null] },
      field_D: 'Hidden',
      service: 'Hidden',
      group: 'Hidden',
      message_count: 'Hidden',
    },
  })
})

test('hides fields outside the envelope, and a time that is not a time', () => {
  expect(JSON.parse(maskBody('{"data":{"id":45,"chat_handles":[{"joined_at":"with Ana"}]},"note":"Ana"}'))).toEqual({
    data: { id: 45, chat_handles: [{ joined_at: 'Hidden' }] },
    note: 'Hidden',
  })
})

test('leaves missing values missing', () => {
  expect(masked({ display_name: null, service: null, chat_handles: [null, { phone_number: null }] })).toEqual({
    data: { id: 45, display_name: null, service: null, chat_handles: [null, { phone_number: null }] },
  })
})

test('keeps ids beyond 2^53', () => {
  const body = '{"data":{"id":9007199254740993,"chat_handles":[{"id":9007199254740995}]}}'
  expect(maskBody(body)).toBe(body)
})

test('masks a chat without its envelope, and drops what it cannot parse', () => {
  expect(JSON.parse(maskBody('{"id":45,"display_name":"Ana"}'))).toEqual({ id: 45, display_name: 'Name hidden' })
  expect(maskBody('Ana')).toBe('{}')
})

test('gives all participants labels of the same length, even more than 26', () => {
  const { chat } = readChat(
    maskBody(
      JSON.stringify({
        data: { id: 45, chat_handles: Array.from({ length: 30 }, (_, index) => `p${index}@example.com`) },
      }),
    ),
    parseChatId('45') ?? expect.unreachable(),
  )
  expect(chat?.participants?.map(({ address }) => address).slice(24, 28)).toEqual([
    'Participant AY',
    'Participant AZ',
    'Participant BA',
    'Participant BB',
  ])
})

test('keeps a participant’s label when another leaves', () => {
  const people = new Map<string, number>()
  maskBody('{"data":{"id":45,"chat_handles":["+15550101","+15550102"]}}', people)
  expect(maskBody('{"data":{"id":45,"chat_handles":["+15550102","+15550103"]}}', people)).toContain(
    '["Participant B","Participant C"]',
  )
})

test('hides 200 identities in every documented or known format', () => {
  const people = Array.from({ length: 200 }, (_, index) => ({
    name: `Zyx${index}qo Wvu${index}`,
    phone: `+1202${5_550_000 + index}`,
    email: `zyx${index}@wvu.example`,
  }))
  const body = JSON.stringify({
    data: {
      id: 45,
      display_name: people.map(({ name }) => name).join(', '),
      owner: people[0],
      chat_handles: people.map(({ name, phone, email }, index) =>
        index % 3 === 0
          ? phone
          : index % 3 === 1
            ? { identifier: email, name }
            : { id: index, phone_number: phone, contact: { name, emails: [email] } },
      ),
    },
  })
  expect(maskBody(body)).not.toMatch(/zyx|wvu|\d{5}/i)
})

test('writes JSON back as it was, numbers of either kind and fields of any name', () => {
  for (const text of ['{"a":[1,null,"x"],"b":true}', '{"a":9007199254740993,"b":1.50}', '{"isLosslessNumber":true}'])
    expect(stringifyJson(parseJson(text))).toBe(text)
  expect(stringifyJson(parse('{"a":1}'))).toBe(stringify(parse('{"a":1}')))
})

test('keeps a number that is not as documented, and never shows a hidden one as zero', () => {
  expect(maskBody('{"data":{"id":1.0,"message_count":15.0,"chat_handles":[{"id":7.50,"joined_at":1747859400}]}}')).toBe(
    '{"data":{"id":1.0,"message_count":15.0,"chat_handles":[{"id":7.50,"joined_at":"Hidden"}]}}',
  )
})

test.each([
  [['BANK24'], ['SHOP24'], ['24'], ['2-4']],
  [['user1'], ['admin1']],
  [['1-800-MY-APPLE'], ['1-800-FLOWERS']],
  [['+1 (555) 123-4567', '+15551234567', 'tel:+15551234567', '\u202a+15551234567\u202c', '+1\u2011555\u20111234567']],
  [['k@example.com'], ['\u212a@example.com']],
  [['i\u0307@example.com'], ['\u0130@example.com']],
  [['Sam@Example.com', 'sam@example.com', ' sam@example.com '], ['sam+1@example.com']],
  [['+15551234567'], ['+15551234567;ext=2'], ['+15551234568']],
  [['5551234567/8'], ['55512345678']],
])('gives one label to one participant: %j', (...participants) => {
  const keys = participants.map((addresses) => new Set(addresses.map(addressKey)))
  expect(keys.map(({ size }) => size)).toEqual(participants.map(() => 1))
  expect(new Set(keys.flatMap((one) => [...one])).size).toBe(participants.length)
})

test('keeps no name of a person as the name of a field', () => {
  const body = maskBody('{"data":{"id":45,"by_name":{"Sam":1},"SamDoe":true,"archived":true,"sam_doe":{"is_me":1}}}')
  expect(body).toBe(
    '{"data":{"id":45,"field_B":{"field_A":"Hidden"},"field_C":true,"archived":true,"field_E":{"is_me":"Hidden"}}}',
  )
})

test('hides a text of digits that may be a phone number, unless it is the ID in the page’s address', () => {
  const id = '15551234567'
  const after = maskBody(JSON.stringify({ data: { id, message_count: id, chat_handles: [{ id }] } }))
  expect(JSON.parse(after)).toEqual({ data: { id, message_count: 'Hidden', chat_handles: [{ id: 'Hidden' }] } })
  expect(readChat(after, parseChatId(id) ?? expect.unreachable()).chat?.messageCount).toBe('Hidden')
  // As numbers they are ids and counts, as documented.
  expect(masked({ message_count: 15_551_234_567 })).toEqual({ data: { id: 45, message_count: 15_551_234_567 } })
})

test('hides the name, numbers, icon and links of a chat of API v3, and keeps the rest', () => {
  const [ours, other] = documentedV3Chat.handles
  const sent = {
    ...documentedV3Chat,
    group_chat_icon: 'https://cdn.example.com/ana.png',
    health_score: { score: 42, reason: 'Ana does not reply', updated_at: '2025-06-02T08:15:00.000Z', owner: 'Ana' },
    handles: [
      ours,
      { ...other, status: 'removed', note: 'Ana' },
      { id: 'Ana', handle: 'ana@example.com', status: 'Ana' },
    ],
    owner: 'Ana',
  }
  expect(JSON.parse(maskBody(JSON.stringify(sent)))).toEqual({
    ...documentedV3Chat,
    display_name: 'Name hidden',
    health_status: { ...documentedV3Chat.health_status, doc_url: 'Hidden' },
    group_chat_icon: 'Hidden',
    health_score: { score: 42, reason: 'Hidden', updated_at: '2025-06-02T08:15:00.000Z', owner: 'Hidden' },
    handles: [
      { ...ours, handle: 'Participant A' },
      { ...other, handle: 'Participant B', status: 'removed', note: 'Hidden' },
      { id: 'Hidden', handle: 'Participant C', status: 'Hidden' },
    ],
    owner: 'Hidden',
  })
})
