import { expect, test } from 'vitest'

import { countBytes, readText } from './large-answer.ts'

const pause = async () => {}
// A character of four bytes lies across each place where a text could be cut.
const text = `a${'😀é€'.repeat(50_000)}`

test('counts the bytes of a text, wherever it is split', async () => {
  for (const one of ['', ...['', 'b', 'bb', 'bbb'].map((before) => before + text), `${'x'.repeat(65_535)}\ud83d`])
    expect(await countBytes(one, pause)).toBe(new TextEncoder().encode(one).length)
})

test('decodes a chunked body as a whole one', async () => {
  const bytes = new TextEncoder().encode(`\ufeff${text}`)
  const parts = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 1001) controller.enqueue(bytes.slice(at, at + 1001))
      controller.close()
    },
  })
  const broken = new Uint8Array([0x61, 0xf0, 0x9f])
  expect(await readText(new Response(parts))).toBe(await new Response(bytes).text())
  expect(await readText(new Response(broken))).toBe(await new Response(broken).text())
  expect(await readText(new Response(null))).toBe('')
})
