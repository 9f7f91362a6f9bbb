import { expect, test } from 'vitest'

import { readChat } from '../../linq/read-chat.ts'
import { parseChatId } from '../../linq/chat-id.ts'
import { documentedChat } from '../../linq/v2/example.ts'
import type { CopySource } from './copy-source.ts'
import { copies, csv, curl, table } from './formats.ts'
import { markdown, summary as formatted, summaryLine } from './summary.ts'

const copied = (changes: object = {}, more: Partial<CopySource> = {}): CopySource => {
  const body = JSON.stringify({ data: { ...documentedChat.data, ...changes } })
  return {
    chat: readChat(body, parseChatId('45') ?? expect.unreachable()).chat ?? expect.unreachable(),
    body,
    fetchedAt: Date.parse('2026-11-22T10:00:00Z'),
    masked: false,
    link: 'http://127.0.0.1:8080/chats/45',
    sourceLabel: 'Sandbox data',
    origin: null,
    ...more,
  }
}

test('the cURL command reads the token from its variable', () => {
  expect(curl(copied())).toBe(
    `curl --fail-with-body --header "X-LINQ-INTEGRATION-TOKEN: $LINQ_INTEGRATION_TOKEN" 'https://api.linqapp.com/api/partner/v2/chats/45'`,
  )
  expect(curl(copied({}, { origin: 'http://127.0.0.1:8081' }))).toContain(
    "'http://127.0.0.1:8081/api/partner/v2/chats/45'",
  )
})

test('summarises a chat in Markdown', () => {
  expect(markdown(copied())).toBe(`**[Chat 45](http://127.0.0.1:8080/chats/45)** \`John Doe, Jane Smith\`

Service: \`iMessage\` · Group: \`no\` · Messages: \`15\` · Participants: 2

| Handle ID | Phone or email | Service | Joined |
| --- | --- | --- | --- |
| \`123\` | \`+15551234567\` | \`iMessage\` | \`2025-05-21T15:30:00.000-05:00\` |
| \`124\` | \`+15559876543\` | \`iMessage\` | \`2025-05-21T15:30:00.000-05:00\` |

Sandbox data · 2026-11-22 10:00:00 UTC
`)
})

test('summarises a chat on one line', () => {
  expect(summaryLine(copied({ display_name: 'Two\nlines', group: null }))).toBe(
    'Chat 45 · Two lines · Service: iMessage · Group: null · Messages: 15 · Participants: 2 · Sandbox data · 2026-11-22 10:00:00 UTC · http://127.0.0.1:8080/chats/45',
  )
})

test.each([
  [undefined, 'missing'],
  [null, 'null'],
  ['', 'empty'],
  [' ', 'blank'],
])('summarises a chat with %j for its name', (display_name, word) => {
  expect(summaryLine(copied({ display_name }))).toContain(`Chat 45 · Name: ${word} · Service: `)
})

test('a summary has no formulas in its table, and a line for each fact', () => {
  const { text, html } = formatted(copied({ display_name: 'A\nService: SMS', chat_handles: ['=1+1', 'a\nb'] }))
  expect(text).toContain('Chat 45: A Service: SMS\nService: iMessage\n')
  expect(text).toContain('missing · a b · missing · missing\n')
  expect(html).toContain(">'=1+1</td>")
})

test('direction controls in a name have no effect on the rest of a summary', () => {
  const input = copied({ display_name: 'abc\u202efdp.exe' })
  for (const text of [summaryLine(input), formatted(input).text, formatted(input).html ?? ''])
    expect(text).toContain('\u2068abc\u202efdp.exe\u2069')
})

test('summarises a chat as formatted text, in which nothing that Linq sent is markup', () => {
  const { text, html } = formatted(copied({ display_name: '<b>&"', chat_handles: ['+15551234567'] }, { masked: true }))
  expect(html).toBe(
    '<p><a href="http://127.0.0.1:8080/chats/45"><b>Chat 45</b></a> &#60;b&#62;&#38;&#34;<br>Service: iMessage · Group: no · Messages: 15 · Participants: 1</p>' +
      '<table><tr><th align="left">Handle ID</th><th align="left">Phone or email</th><th align="left">Service</th><th align="left">Joined</th></tr>' +
      '<tr><td align="left">missing</td><td align="left">+15551234567</td><td align="left">missing</td><td align="left">missing</td></tr></table>' +
      '<p>Sandbox data · 2026-11-22 10:00:00 UTC · Personal data not included</p>',
  )
  expect(text).toBe(`Chat 45: <b>&"
Service: iMessage
Group: no
Messages: 15
Participants: 1

missing · +15551234567 · missing · missing

http://127.0.0.1:8080/chats/45
Sandbox data · 2026-11-22 10:00:00 UTC · Personal data not included
`)
})

test.each([
  ['[x](http://evil) | <b>*a*</b>\n# b', '`[x](http://evil) | <b>*a*</b> # b`'],
  ['@team see www.example.com #12 :+1:', '`@team see www.example.com #12 :+1:`'],
  ['a `b` ``c``', '``` a `b` ``c`` ```'],
])('a name in Markdown is code, so that nothing in it is a mention or a link: %s', (name, shown) => {
  const [title] = markdown(copied({ display_name: name })).split('\n')
  expect(title).toBe(`**[Chat 45](http://127.0.0.1:8080/chats/45)** ${shown}`)
})

test('a CSV with letters beyond ASCII begins with a BOM, for Excel', () => {
  expect(csv(copied({ chat_handles: ['zoë@example.com'] }))).toMatch(/^\u{feff}"Handle ID"/u)
  expect(csv(copied())).toMatch(/^"Handle ID"/)
})

test('says what is missing, and that personal data was left out', () => {
  const text = markdown(copied({ service: null, message_count: undefined, chat_handles: undefined }, { masked: true }))
  expect(text).toContain('Service: null')
  expect(text).toContain('Messages: missing')
  expect(text).toContain('Participants: missing')
  expect(text).toContain('Personal data not included')
})

test.each([
  [undefined, 'missing', 'missing', 'missing'],
  [null, 'null', 'null', 'null'],
  ['', 'empty', '', 'not a list: ""'],
  [' ', 'blank', ' ', 'not a list: " "'],
  [0, '`0`', '0', 'not a list: 0'],
  [{ a: 1 }, '`{"a":1}`', '{"a":1}', 'not a list: {"a":1}'],
])('copies a field of %j as what was sent', (sent, inMarkdown, inCsv, count) => {
  const chat = { display_name: sent, service: sent, group: sent, message_count: sent }
  const text = markdown(copied({ ...chat, chat_handles: sent }))
  const summary = `Service: ${inMarkdown} · Group: ${inMarkdown} · Messages: ${inMarkdown}`
  const name = inMarkdown.startsWith('`') ? `** ${inMarkdown}\n\n` : `**\n\nName: ${inMarkdown} · `
  expect(text).toContain(name + summary)
  expect(text.replaceAll('`', '')).toContain(`Participants: ${count}`)
  const handle = { id: sent, phone_number: sent, service: sent, joined_at: sent }
  expect(markdown(copied({ chat_handles: [handle] }))).toContain(`| ${Array(4).fill(inMarkdown).join(' | ')} |`)
  expect(csv(copied({ chat_handles: [handle] })).split('\r\n')[1]).toBe(
    Array(4)
      .fill(`"${inCsv.replaceAll('"', '""')}"`)
      .join(','),
  )
  expect(table(copied({ chat_handles: [handle] })).text.split('\n')[1]).toBe(Array(4).fill(inCsv).join('\t'))
})

test('a pipe behind a backslash does not end the cell of a table', () => {
  expect(markdown(copied({ chat_handles: ['a\\|@team', 'a|b'] })).match(/a.*(?= . missing . missing)/g)).toEqual([
    'a\\`&#124;`@team`',
    'a\\|b`',
  ])
})

const odd = { chat_handles: ['=1+1', '@sum', '-5', '+cmd', '+15551234567', 'a"b', 'tab\there', '\tx'] }

test('escapes formulas in the CSV, and keeps plain numbers', () => {
  const lines = csv(copied(odd)).split('\r\n')
  expect(lines[0]).toBe('"Handle ID","Phone or email","Service","Joined"')
  expect(lines.slice(1, -1).map((row) => row.split(',')[1])).toEqual([
    `"'=1+1"`,
    `"'@sum"`,
    `"'-5"`,
    `"'+cmd"`,
    '"+15551234567"',
    '"a""b"',
    '"tab\there"',
    `"'\tx"`,
  ])
})

test('copies the table as tab-separated text and as HTML', () => {
  const { text, html } = table(copied({ chat_handles: ['+15551234567', '<b>&"', 'tab\there'] }))
  expect(text.split('\n').slice(1, -1)).toEqual(
    ['+15551234567', '<b>&"', 'tab here'].map((address) => `missing\t${address}\tmissing\tmissing`),
  )
  expect(html).toContain('&#60;b&#62;&#38;&#34;')
  for (const formula of ['=1+1', '\n=1+1', '＝1+1', ' =1+1', '\u00a0=1+1', '\u0000@sum'])
    expect(table(copied({ chat_handles: [formula] })).html).toContain(`>'${formula}</td>`)
})

test('copies JSON as received', () => {
  const body = '{ "data" : {"id":45} }\n'
  expect(copies.json.make(copied({}, { body }))).toEqual({ text: body })
})
