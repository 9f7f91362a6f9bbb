import { expect, test } from 'vitest'

import { readChat } from './chat.ts'
import { parseChatId } from './chat-id.ts'
import { documentedChat } from './example.ts'
import { checkFormat, shortened } from './format-check.ts'
import { checkLongFormat, maskLongChat, readLongChat } from './long-chat.ts'
import { parseLong } from './long-json.ts'
import { maskBody } from './mask.ts'

const id = parseChatId('45') ?? expect.unreachable()

/** Handles enough for several pieces, with whatever may stand in them. */
const many = (count: number, odd: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({
    id: 1000 + index,
    phone_number: `+1555${String(1_000_000 + ((index * 7919) % 9_000_000))}`,
    service: 'iMessage',
    joined_at: '2025-05-21T15:30:00.000-05:00',
    ...odd(index),
  }))

const body = (handles: unknown, around: object = {}) =>
  JSON.stringify({ data: { ...documentedChat.data, ...around, chat_handles: handles }, meta: { next: '] } , [ {' } })

const usual = body(many(3000))
const list = '"chat_handles":['

/** Answers of every kind, and whether they can be read in pieces. */
const answers: [name: string, text: string, inPieces: boolean][] = [
  ['a usual one', usual, true],
  ['one without an envelope', JSON.stringify({ id: 45, chat_handles: many(900) }), true],
  ['plain texts', body(many(900).map(({ phone_number }) => phone_number)), true],
  ['an empty list', body([]), true],
  [
    'brackets, quotes and commas in texts',
    body(many(900, (index) => ({ phone_number: `"},{"[\\"${index}],\u2028 "` }))),
    true,
  ],
  ['lists in handles', body(many(900, (index) => ({ tags: [[index], { a: [{}] }] }))), true],
  ['spaces everywhere', JSON.stringify(JSON.parse(usual), null, 2), true],
  ['digits that a number would lose', usual.replaceAll('"id":10', '"id":900719925474099310'), true],
  ['other numbers', usual.replace('"id":1001', '"id":1.0').replace('"id":1002', '"id":-0'), true],
  ['other fields', body(many(900, (index) => (index % 3 ? { country: 'US', __proto: 1 } : { service: null }))), true],
  ['a rounded id', usual.replace('"id":45', '"id":45.0'), true],
  ['another chat', usual.replace('"id":45', '"id":46'), true],
  ['no id', usual.replace('"id":45,', ''), true],
  ['a key with two values in a handle', usual.replace('"id":3000', '"id":3000,"id":3001'), false],
  ['a key with two values around the list', usual.replace('"id":45', '"id":45,"id":46'), false],
  ['a key with one value twice', usual.replace('"id":45', '"id":45,"id":45'), true],
  ['two lists', usual.replace('"group":', `${list}],"group":`), false],
  ['two lists, one of them disguised', usual.replace('"group":', '"chat\\u005fhandles":[],"group":'), false],
  ['a list elsewhere', `{"meta":{${list}1,2]},"data":{"id":45,"chat\\u005fhandles":[]}}`, false],
  ['the name of the list in a text', usual.replace('John Doe', 'a \\"chat_handles\\":[ b'), true],
  ['the name of the list at the end of a key', usual.replace(list, `"a\\"chat_handles":[`), false],
  ['no list', body({ a: 1 }), false],
  ['a missing end', usual.slice(0, -2), false],
  ['a missing half', usual.slice(0, usual.length / 2), false],
  ['a comma before the first', usual.replace(list, `${list},`), false],
  ['a comma after the last', usual.replace('}]}', '},]}'), false],
  ['a comma after a long last one', body(['x'.repeat(40_000)]).replace('x"]', 'x",]'), false],
  ['two commas', usual.replace('},{"id":2500', '},,{"id":2500'), false],
  ['a lost bracket', usual.replace('},{"id":2500', ',{"id":2500'), false],
  ['a wrong bracket', usual.replace('},{"id":2500', '],{"id":2500'), false],
  ['text after the end', `${usual} x`, false],
  ['an HTML page', `<!doctype html>${usual}`, false],
  ['nothing', '', false],
]

test.each(answers)('reads %s as it is read whole', async (_, text, inPieces) => {
  let pauses = 0
  const pause = async () => void (pauses += 1)
  expect(await readLongChat(text, id, pause)).toEqual(readChat(text, id))
  expect((await parseLong(text, pause)) !== null).toBe(inPieces)
  if (text === usual) expect(pauses).toBeGreaterThan(10)
})

test.each(answers)('masks %s as it is masked whole', async (_, text) => {
  const whole = maskBody(text, new Map())
  const { body: masked, chat } = await maskLongChat(text, id, new Map(), async () => {})
  expect(masked).toBe(whole)
  expect(chat).toEqual(readChat(whole, id).chat)
})

test.each(answers.filter(([, text]) => readChat(text, id).chat))(
  'checks %s as it is checked whole',
  async (_, text) => {
    expect(await checkLongFormat(text, async () => {})).toEqual(shortened(checkFormat(text)))
  },
)

test('keeps the labels of a chat from answer to answer', async () => {
  const people = new Map<string, number>()
  const first = await maskLongChat(usual, id, people, async () => {})
  const later = await maskLongChat(body(many(3000).toReversed()), id, people, async () => {})
  expect(later.chat?.participants).toEqual(first.chat?.participants?.toReversed())
})
