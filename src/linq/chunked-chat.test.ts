import { expect, test } from 'vitest'

import { readChat } from './read-chat.ts'
import { parseChatId } from './chat-id.ts'
import { documentedChat } from './v2/example.ts'
import { documentedV3Chat } from './v3/example.ts'
import { checkFormat, summarize } from './format-check.ts'
import { checkFormatInChunks, maskChatInChunks, readChatInChunks } from './chunked-chat.ts'
import { parseJsonInChunks } from './chunked-json.ts'
import { maskBody } from './mask.ts'

const id = parseChatId('45') ?? expect.unreachable()

/** Participants for several chunks, each with the fields that `odd` adds. */
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

const typical = body(many(3000))
const list = '"chat_handles":['

/** Answers of every kind, and whether they can be parsed in chunks. */
const answers: [name: string, text: string, inChunks: boolean][] = [
  ['a typical one', typical, true],
  ['one without an envelope', JSON.stringify({ id: 45, chat_handles: many(900) }), true],
  ['plain texts', body(many(900).map(({ phone_number }) => phone_number)), true],
  ['an empty list', body([]), true],
  [
    'brackets, quotes and commas in texts',
    body(many(900, (index) => ({ phone_number: `"},{"[\\"${index}],\u2028 "` }))),
    true,
  ],
  ['lists in handles', body(many(900, (index) => ({ tags: [[index], { a: [{}] }] }))), true],
  ['spaces everywhere', JSON.stringify(JSON.parse(typical), null, 2), true],
  ['digits that a JavaScript number cannot hold', typical.replaceAll('"id":10', '"id":900719925474099310'), true],
  ['other numbers', typical.replace('"id":1001', '"id":1.0').replace('"id":1002', '"id":-0'), true],
  ['other fields', body(many(900, (index) => (index % 3 ? { country: 'US', __proto: 1 } : { service: null }))), true],
  ['a rounded id', typical.replace('"id":45', '"id":45.0'), true],
  ['another chat', typical.replace('"id":45', '"id":46'), true],
  ['no id', typical.replace('"id":45,', ''), true],
  ['a key with two values in a handle', typical.replace('"id":3000', '"id":3000,"id":3001'), false],
  ['a key with two values around the list', typical.replace('"id":45', '"id":45,"id":46'), false],
  ['a key with one value twice', typical.replace('"id":45', '"id":45,"id":45'), true],
  ['two lists', typical.replace('"group":', `${list}],"group":`), false],
  [
    'two lists, one of them with an escaped name',
    typical.replace('"group":', '"chat\\u005fhandles":[],"group":'),
    false,
  ],
  ['a list elsewhere', `{"meta":{${list}1,2]},"data":{"id":45,"chat\\u005fhandles":[]}}`, false],
  ['the name of the list in a text', typical.replace('John Doe', 'a \\"chat_handles\\":[ b'), true],
  ['the name of the list at the end of a key', typical.replace(list, `"a\\"chat_handles":[`), false],
  ['no list', body({ a: 1 }), false],
  ['a missing end', typical.slice(0, -2), false],
  ['a missing half', typical.slice(0, typical.length / 2), false],
  ['a comma before the first', typical.replace(list, `${list},`), false],
  ['a comma after the last', typical.replace('}]}', '},]}'), false],
  ['a comma after a long last one', body(['x'.repeat(40_000)]).replace('x"]', 'x",]'), false],
  ['two commas', typical.replace('},{"id":2500', '},,{"id":2500'), false],
  ['a missing bracket', typical.replace('},{"id":2500', ',{"id":2500'), false],
  ['a wrong bracket', typical.replace('},{"id":2500', '],{"id":2500'), false],
  ['text after the end', `${typical} x`, false],
  ['an HTML page', `<!doctype html>${typical}`, false],
  ['nothing', '', false],
]

test.each(answers)('reads %s as readChat does', async (_, text, inChunks) => {
  let yields = 0
  const yieldToMain = async () => void (yields += 1)
  expect(await readChatInChunks(text, id, yieldToMain)).toEqual(readChat(text, id))
  expect((await parseJsonInChunks(text, yieldToMain)) !== null).toBe(inChunks)
  if (text === typical) expect(yields).toBeGreaterThan(10)
})

test.each(answers)('masks %s as maskBody does', async (_, text) => {
  const whole = maskBody(text, new Map())
  const { body: masked, chat } = await maskChatInChunks(text, id, new Map(), async () => {})
  expect(masked).toBe(whole)
  expect(chat).toEqual(readChat(whole, id).chat)
})

test.each(answers.filter(([, text]) => readChat(text, id).chat))('checks %s as checkFormat does', async (_, text) => {
  expect(await checkFormatInChunks(text, async () => {})).toEqual(summarize(checkFormat(text)))
})

const pause = async () => {}
const v3Id = parseChatId(documentedV3Chat.id) ?? expect.unreachable()
const v3Body = (handles: unknown) => JSON.stringify({ ...documentedV3Chat, handles })
const manyOfV3 = many(900).map(({ phone_number }, index) => ({
  ...documentedV3Chat.handles[1],
  handle: phone_number,
  ...(index % 3 === 0 && { status: 'left', note: 'Ana' }),
}))

test.each([
  ['typical', v3Body(manyOfV3), true],
  ['short', v3Body([manyOfV3[0]]), true],
  ['in an envelope', JSON.stringify({ data: JSON.parse(v3Body(manyOfV3)) }), true],
  ['with a list of API v2 in it', v3Body(manyOfV3).replace('"is_group"', '"chat_handles":[1],"is_group"'), false],
] as const)('reads, masks and checks a %s chat of API v3 as at once', async (_, text, inChunks) => {
  expect((await parseJsonInChunks(text, pause)) !== null).toBe(inChunks)
  expect(await readChatInChunks(text, v3Id, pause)).toEqual(readChat(text, v3Id))
  expect((await maskChatInChunks(text, v3Id, new Map(), pause)).body).toBe(maskBody(text))
  expect(await checkFormatInChunks(text, pause)).toEqual(summarize(checkFormat(text)))
})

test('keeps the labels of a chat from answer to answer', async () => {
  const labels = new Map<string, number>()
  const first = await maskChatInChunks(typical, id, labels, async () => {})
  const later = await maskChatInChunks(body(many(3000).toReversed()), id, labels, async () => {})
  expect(later.chat?.participants).toEqual(first.chat?.participants?.toReversed())
})
