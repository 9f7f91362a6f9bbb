import { expect, test } from 'vitest'

import { readChat } from '../../linq/v2/read-chat.ts'
import { parseChatId } from '../../linq/chat-id.ts'
import { hintsOf } from '../chat/details/hints.ts'
import { bytesOf, hintsOfMany, textOf } from './large-answer.ts'

const pause = async () => {}
// A character of four bytes lies across each place where a text could be cut.
const text = `a${'😀é€'.repeat(50_000)}`

test('counts the bytes of a text, wherever it is cut', async () => {
  for (const one of ['', ...['', 'b', 'bb', 'bbb'].map((before) => before + text), `${'x'.repeat(65_535)}\ud83d`])
    expect(await bytesOf(one, pause)).toBe(new TextEncoder().encode(one).length)
})

test('decodes an answer that comes in parts as it is decoded whole', async () => {
  const bytes = new TextEncoder().encode(`\ufeff${text}`)
  const parts = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 1001) controller.enqueue(bytes.slice(at, at + 1001))
      controller.close()
    },
  })
  const broken = new Uint8Array([0x61, 0xf0, 0x9f])
  expect(await textOf(new Response(parts))).toBe(await new Response(bytes).text())
  expect(await textOf(new Response(broken))).toBe(await new Response(broken).text())
  expect(await textOf(new Response(null))).toBe('')
})

test('finds the hints of many, the first of each kind one by one', async () => {
  const handles = Array.from({ length: 2000 }, (_, index) => ({
    id: index,
    phone_number: `+1555${1_000_000 + (index % 1900)}`,
    service: `Service ${index % 30}`,
    joined_at: index % 2 ? '2035-05-21T15:30:00.000-05:00' : 'soon',
  }))
  const body = JSON.stringify({ data: { id: 45, service: 'SMS', chat_handles: handles } })
  const { chat } = readChat(body, parseChatId('45') ?? expect.unreachable())
  if (!chat) expect.unreachable()
  const hints = await hintsOfMany(chat, Date.UTC(2025, 5), pause)
  expect(hints).toEqual(hintsOf(chat, Date.UTC(2025, 5)))
  expect(hints).toHaveLength(1 + 21 + 21 + 1)
  expect(hints).toContain('… and 10 other services.')
  expect(hints).toContain('… and 80 other addresses more than once.')
  expect(hints.at(-1)).toBe('1,000 join times lie in the future.')
})
