// Copies of a chat of API v3.
import { expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { readChat } from '../../linq/read-chat.ts'
import { documentedV3Chat } from '../../linq/v3/example.ts'
import { bulkCsv } from '../bulk/export.ts'
import type { ChatAnswer } from '../data/answer.ts'
import type { CopySource } from './copy-source.ts'
import { copies, csv, curl } from './formats.ts'
import { markdown, summaryLine } from './summary.ts'

const id = parseChatId(documentedV3Chat.id) ?? expect.unreachable()
const [ours, other] = documentedV3Chat.handles
const body = JSON.stringify({
  ...documentedV3Chat,
  handles: [ours, { ...other, status: 'removed', left_at: '2025-05-30T09:00:00.000Z' }],
})
const chat = readChat(body, id).chat ?? expect.unreachable()
const source: CopySource = {
  chat,
  body,
  fetchedAt: Date.parse('2026-11-22T10:00:00Z'),
  masked: false,
  link: `http://127.0.0.1:8080/chats/${id}`,
  sourceLabel: 'Sandbox data',
  origin: null,
}

test('the cURL command and the fetch call send the token as API v3 takes it', () => {
  expect(curl(source)).toBe(
    `curl --fail-with-body --header "Authorization: Bearer \${LINQ_V3_TOKEN:-$LINQ_INTEGRATION_TOKEN}" 'https://api.linqapp.com/api/partner/v3/chats/${id}'`,
  )
  const { text } = copies.fetch.make(source)
  expect(text).toContain(`fetch('https://api.linqapp.com/api/partner/v3/chats/${id}'`)
  expect(text).toContain('Authorization: `Bearer ${token}`')
})

test('the participants have a status, and the summary says which version of the API it is from', () => {
  expect(csv(source).replaceAll('"', '')).toBe(
    [
      'Handle ID,Phone or email,Service,Joined,Status',
      `${ours?.id},+12025550101,iMessage,2025-05-21T20:30:00.000Z,our line, in the chat`,
      `${other?.id},+12025550102,iMessage,2025-05-21T20:30:00.000Z,removed 2025-05-30T09:00:00.000Z`,
      '',
    ].join('\r\n'),
  )
  for (const text of [markdown(source), summaryLine(source)]) {
    expect(text).toMatch(/API: v3 · Created: .* · Health: `?HEALTHY/)
    expect(text).not.toMatch(/Messages|missing/)
  }
})

test('a table of chats says that API v3 has no count of messages', () => {
  const answer: ChatAnswer = {
    chat,
    body,
    status: 200,
    requestId: null,
    traceId: null,
    durationMs: 1,
    attempts: 1,
    fetchedAt: 0,
    receivedAt: 0,
  }
  expect(bulkCsv([{ id, outcome: { answer } }])).toContain('"not in API v3"')
})
