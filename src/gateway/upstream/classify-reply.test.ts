import { expect, onTestFinished, test, vi } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { linqStatusHeader } from '../../linq/failure.ts'
import { formatCheckHeader, readFormatCheck } from '../../linq/format-check.ts'
import { documentedChat, documentedNotFound } from '../../linq/v2/example.ts'
import { createClassifier } from './classify-reply.ts'
import { readLargeAnswer } from './large-answer.ts'

const id = parseChatId('45') ?? expect.unreachable()
const token = 'unit-token-93a7'
const tokens = { v2: token, v3: token }

/** An answer of 2 MB; the last participant has one more field. */
function largeReply(more: string) {
  const participants = Array.from({ length: 20_000 }, (_, index) => ({
    id: index,
    phone_number: `+1202555${String(index).padStart(5, '0')}`,
    service: 'iMessage',
    joined_at: '2025-05-21T15:30:00.000-05:00',
  }))
  const body = JSON.stringify({ data: { ...documentedChat.data, chat_handles: participants } })
  const bytes = new TextEncoder().encode(body.replace('}]}}', `,"note":"${more}"}]}}`))
  return { status: 200, headers: new Headers(), bytes }
}

async function classifyLarge(reply: ReturnType<typeof largeReply>, masked = false) {
  const large = await readLargeAnswer(reply.bytes, id, { tokens, masked })
  const classify = createClassifier({ tokens, masked, deadlines: { connect: 1, headers: 1, total: 1 } })
  return classify(reply, id, large)
}

for (const masked of [false, true])
  test(`lets other requests run while it reads a large answer, ${masked ? '' : 'not '}masked`, async () => {
    const reply = largeReply('')
    let turns = 0
    const timer = setInterval(() => (turns += 1), 0)
    const { outcome } = await classifyLarge(reply, masked)
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
    expect(outcome.code).toBeNull()
    if (masked) expect(String(outcome.body)).not.toMatch(/\+1202555/)
    else expect(outcome.body).toBe(reply.bytes)
    // The last participant's additional field: masking changes types, so the header has the check of what was received.
    const check = readFormatCheck(outcome.headers?.[formatCheckHeader] ?? null)
    expect(check?.count).toBe(masked ? 1 : undefined)
  })

const fields = (value: string, count: number) =>
  Array.from({ length: count }, (_, index) => `"k${index}":${value}`).join()
const chatWith = (inner: string) => `{"data":{"id":45,${inner}}}`
const oneLetter = (length: number) => `"${'x'.repeat(length)}"`

test.each([
  ['one long text', chatWith(`"display_name":${oneLetter(2 * 1024 * 1024)},"chat_handles":[]`), 200],
  ['one long text and no list', chatWith(`"display_name":${oneLetter(2 * 1024 * 1024)}`), 200],
  ['one large object', chatWith(`"extra":{${fields('1.0', 30_000)}}`), 200],
  ['one large object beside a list', chatWith(`"extra":{${fields('1.0', 30_000)}},"chat_handles":[]`), 200],
  ['a list of another name', chatWith(`"messages":[${'{"id":1.0},'.repeat(30_000)}0]`), 200],
  ['one large participant', chatWith(`"chat_handles":[{${fields('1.0', 30_000)}}]`), 200],
  ['a missing end', chatWith(`"chat_handles":[${'{"id":1.0},'.repeat(30_000)}`), 200],
  ['a large failure', `{"error":"e","extra":{${fields('1.0', 30_000)}}}`, 500],
  ['a large 404', `{"errors":[{"code":"not_found","detail":"${'x'.repeat(300_000)}"}]}`, 404],
])('never parses %s at once, for which other requests would wait', async (_, body, status) => {
  const parsed = vi.spyOn(JSON, 'parse')
  onTestFinished(() => parsed.mockRestore())
  const { outcome } = await classifyLarge({ status, headers: new Headers(), bytes: new TextEncoder().encode(body) })
  const longest = Math.max(0, ...parsed.mock.calls.map(([text]) => text.length))
  expect(longest).toBeLessThan(70_000)
  const refusal = status === 200 ? 'it is not valid JSON, or has more than 2 MiB or 20,000 values' : String(status)
  expect(String(outcome.body)).toContain(refusal)
})

test.each([
  ['a long name', chatWith(`"display_name":${oneLetter(2 * 1024 * 1024 - 100)},"chat_handles":[]`)],
  ['a long name and no list', chatWith(`"display_name":${oneLetter(2 * 1024 * 1024 - 100)}`)],
  ['many fields', chatWith(`"extra":{${fields(oneLetter(10), 19_900)}},"chat_handles":[]`)],
  ['many participants as plain numbers', chatWith(`"chat_handles":[${'1,'.repeat(200_000)}1]`)],
])('reads a large answer with %s', async (_, body) => {
  const reply = { status: 200, headers: new Headers(), bytes: new TextEncoder().encode(body) }
  const { outcome } = await classifyLarge(reply)
  expect(outcome.code).toBeNull()
  expect(outcome.body).toBe(reply.bytes)
})

test('lets other requests run between a few participants that are large', async () => {
  const body = chatWith(
    `"chat_handles":[${Array(10)
      .fill(`{${fields('1.0', 10_000)}}`)
      .join()}]`,
  )
  let turns = 0
  const timer = setInterval(() => (turns += 1), 0)
  await classifyLarge({ status: 200, headers: new Headers(), bytes: new TextEncoder().encode(body) }, true)
  clearInterval(timer)
  // Reading, masking and checking each: 10 participants.
  expect(turns).toBeGreaterThan(15)
})

test('a small masked answer has the format check of what was received', () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ data: { ...documentedChat.data, display_name: 5 } }))
  const classify = createClassifier({ tokens, masked: true, deadlines: { connect: 1, headers: 1, total: 1 } })
  const { outcome } = classify({ status: 200, headers: new Headers(), bytes }, id, null)
  expect(String(outcome.body)).toContain('"display_name":"Name hidden"')
  expect(readFormatCheck(outcome.headers?.[formatCheckHeader] ?? null)).toEqual({
    count: 1,
    first: [{ field: 'display_name', kind: 'type', text: 'display_name is a number, expected text' }],
  })
})

test.each([200, 301, 401, 403, 404, 422, 429, 500])('a failure has Linq’s status %i', (status) => {
  const classify = createClassifier({ tokens, masked: false, deadlines: { connect: 1, headers: 1, total: 1 } })
  const bytes = new TextEncoder().encode(status === 404 ? JSON.stringify(documentedNotFound) : '')
  const { outcome } = classify({ status, headers: new Headers(), bytes }, id, null)
  expect(outcome.headers?.[linqStatusHeader]).toBe(String(status))
})

test('repeats no media type that has the token in it', () => {
  const classify = createClassifier({ tokens, masked: false, deadlines: { connect: 1, headers: 1, total: 1 } })
  const bytes = new TextEncoder().encode('<p>')
  for (const [sent, words] of [
    ['Text/HTML; charset=utf-8', 'text/html'],
    [`text/${token}`, 'no stated type'],
  ] as const) {
    const headers = new Headers({ 'content-type': sent })
    for (const status of [200, 404])
      expect(String(classify({ status, headers, bytes }, id).outcome.body)).toContain(`3 bytes of ${words})`)
  }
})

test('finds the token in the last participant of a large answer, also when it is escaped', async () => {
  for (const text of [token, token.replace('u', '\\u0075')])
    expect((await classifyLarge(largeReply(text))).outcome).toMatchObject({
      code: 'upstream_unusable',
      body: expect.stringContaining('holds the integration token'),
    })
})
