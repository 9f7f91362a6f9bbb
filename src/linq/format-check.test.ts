import { expect, test } from 'vitest'

import { documentedChat } from './v2/example.ts'
import { documentedV3Chat } from './v3/example.ts'
import { checkFormat, readFormatCheck, summarize, writeFormatCheck } from './format-check.ts'

const { data } = documentedChat
const differences = (changes: object) =>
  checkFormat(JSON.stringify({ data: { ...data, ...changes } })).map(({ text }) => text)

test('finds no difference in the documented example', () => {
  expect(checkFormat(JSON.stringify(documentedChat))).toEqual([])
})

test.each([
  [{ display_name: null }, ['display_name is null, expected text']],
  [{ service: 'Satellite' }, ['service is “Satellite”, expected iMessage, SMS or RCS']],
  [{ group: 'no' }, ['group is text, expected true or false']],
  [{ message_count: '15' }, ['message_count is text, expected a whole number']],
  [{ message_count: 1.5 }, ['message_count is a number, expected a whole number']],
  [{ chat_handles: {} }, ['chat_handles is an object, expected a list']],
  [{ archived: true }, ['Extra field archived']],
  [{ constructor: 1 }, ['Extra field constructor']],
  [{ chat_handles: ['+15550100'] }, ['chat_handles[0] is text, expected an object']],
  [
    { chat_handles: [{ id: '7', identifier: 'x', is_me: true, service: null, joined_at: '2025-05-21T20:30:00Z' }] },
    [
      'chat_handles[0].id is text, expected a whole number',
      'chat_handles[0].phone_number is missing',
      'chat_handles[0].service is null, expected text',
      'chat_handles[0].joined_at is not in the documented date format',
      'Extra field chat_handles[0].identifier',
    ],
  ],
  [{ chat_handles: data.chat_handles.map((one, index) => ({ ...one, is_me: index === 0 })) }, []],
  [
    { chat_handles: [{ ...data.chat_handles[0], is_me: 1 }] },
    ['chat_handles[0].is_me is a number, expected true or false'],
  ],
])('reports %j', (changes, texts) => {
  expect(differences(changes)).toEqual(texts)
})

test('reports a missing envelope, fields outside it, and missing fields', () => {
  expect(checkFormat(JSON.stringify(data)).map(({ text }) => text)).toEqual([
    'The data envelope around the chat is missing',
  ])
  expect(checkFormat('{"data":{"id":45},"meta":1}').map(({ field, kind }) => [field, kind])).toEqual([
    ['meta', 'extra'],
    ['display_name', 'missing'],
    ['service', 'missing'],
    ['group', 'missing'],
    ['message_count', 'missing'],
    ['chat_handles', 'missing'],
  ])
})

test('masked differences are as many, without values or names of fields that can be personal data', () => {
  const body = JSON.stringify({
    '+15550100001': 1,
    data: {
      ...data,
      display_name: 5,
      service: 'Ann Example',
      'Ann Example': true,
      archived: true,
      chat_handles: [
        { id: 1, phone_number: 15550100002, service: '+15550100003', joined_at: 'Ann', '+15550100004': 1 },
      ],
    },
  })
  const [shown, masked] = [checkFormat(body), checkFormat(body, true)]
  expect(masked.map(({ kind }) => kind)).toEqual(shown.map(({ kind }) => kind))
  expect(JSON.stringify(shown)).toMatch(/Ann|1555/)
  expect(JSON.stringify(masked)).not.toMatch(/Ann|1555/)
  expect(masked.map(({ text }) => text)).toContain('service is another value, expected iMessage, SMS or RCS')
})

test('a response header holds a masked check, with its first differences', () => {
  const participants = Array.from({ length: 3000 }, () => ({ '+15550100001': 'é' }))
  const check = summarize(checkFormat(JSON.stringify({ data: { ...data, chat_handles: participants } }), true))
  const header = writeFormatCheck(check)
  expect(header).toMatch(/^[\x20-\x7E]{1,2000}$/)
  expect(readFormatCheck(header)).toEqual({ count: 15_000, first: check.first.slice(0, 10) })
  expect([null, '', 'null', '{}', '1'].map(readFormatCheck)).toEqual([null, null, null, null, null])
})

const ofV3 = (changes: object) =>
  checkFormat(JSON.stringify({ ...documentedV3Chat, ...changes })).map(({ text }) => text)

test.each([
  [{}, []],
  [{ display_name: null, service: null, group_chat_icon: null, health_score: null }, []],
  [{ is_archived: undefined, health_status: undefined }, []],
  [{ created_at: '2025-05-21T20:30:00Z' }, []],
  [{ created_at: '2025-05-21 20:30:00' }, ['created_at is not in the documented date format']],
  [{ service: undefined }, ['service is missing']],
  [{ message_count: 1 }, ['Extra field message_count']],
  [{ handles: documentedV3Chat.handles.slice(1) }, ['handles has 1, expected 2 or more']],
  [
    { health_status: { status: 'FINE', updated_at: 1, note: 'x' } },
    [
      'health_status.status is “FINE”, expected HEALTHY, AT_RISK, CRITICAL or OPTED_OUT',
      'health_status.updated_at is a number, expected text',
      'Extra field health_status.note',
    ],
  ],
  [
    { handles: [documentedV3Chat.handles[0], { id: '7', handle: 1, service: null, status: 'gone' }] },
    [
      'handles[1].id is text, expected a UUID',
      'handles[1].handle is a number, expected text',
      'handles[1].joined_at is missing',
      'handles[1].status is “gone”, expected active, left or removed',
    ],
  ],
])('compares %j with the documentation of API v3', (changes, texts) => {
  expect(ofV3(changes)).toEqual(texts)
})

test('reports an envelope around a chat of API v3, which has none', () => {
  const body = JSON.stringify({ data: documentedV3Chat, meta: 1 })
  expect(checkFormat(body).map(({ text }) => text)).toEqual(['A data envelope is around the chat', 'Extra field meta'])
})
