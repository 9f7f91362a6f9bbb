import { expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { formatCheckHeader, readFormatCheck } from '../../linq/format-check.ts'
import { documentedChat } from '../../linq/v2/example.ts'
import { createClassifier } from './classify-reply.ts'
import { readLargeAnswer } from './large-answer.ts'

const id = parseChatId('45') ?? expect.unreachable()
const token = 'unit-token-93a7'

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
  const large = await readLargeAnswer(reply.bytes, id, { token, masked })
  const classify = createClassifier({ token, masked, deadlines: { connect: 1, headers: 1, total: 1 } })
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

test('a small masked answer has the format check of what was received', () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ data: { ...documentedChat.data, display_name: 5 } }))
  const classify = createClassifier({ token, masked: true, deadlines: { connect: 1, headers: 1, total: 1 } })
  const { outcome } = classify({ status: 200, headers: new Headers(), bytes }, id, null)
  expect(String(outcome.body)).toContain('"display_name":"Name hidden"')
  expect(readFormatCheck(outcome.headers?.[formatCheckHeader] ?? null)).toEqual({
    count: 1,
    first: [{ field: 'display_name', kind: 'type', text: 'display_name is a number, expected text' }],
  })
})

test('finds the token in the last participant of a large answer, also when it is escaped', async () => {
  for (const text of [token, token.replace('u', '\\u0075')])
    expect((await classifyLarge(largeReply(text))).outcome).toMatchObject({
      code: 'upstream_unusable',
      body: expect.stringContaining('holds the integration token'),
    })
})
