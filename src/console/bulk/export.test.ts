import { afterEach, expect, test, vi } from 'vitest'

import { bulkCsv, bulkMarkdown } from './export.ts'
import { chat, ids, run, stub } from './testing.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('exports rows as CSV and Markdown, failures included', async () => {
  stub((id) => (id === '2' ? new Response('', { status: 404 }) : chat(id)))
  const { outcomes } = await run()
  const rows = ids.slice(0, 2).map((id) => ({ id, outcome: outcomes.get(id) ?? null }))
  expect(bulkCsv(rows).split('\r\n').slice(0, 3)).toEqual([
    '"Chat ID","State","Name","Service","Group","Messages","Participants","Numbers"',
    `"1","ready","'=Chat 1|","missing","missing","missing","missing",""`,
    '"2","bad-response","","","","","",""',
  ])
  const source = { href: 'https://console.example.com/chats?ids=1,2', sourceLabel: 'Sandbox data', masked: false }
  const [first = expect.unreachable(), second = expect.unreachable()] = rows
  const at = Date.parse('2026-11-22T10:00:00Z')
  Object.assign(outcomes.get(first.id)?.answer ?? {}, { fetchedAt: at })
  expect(bulkMarkdown(rows, source).split('\n').slice(2)).toEqual([
    '| [1](https://console.example.com/chats/1) | `ready` | `=Chat 1\\|` | missing | missing | missing | missing |  |',
    '| [2](https://console.example.com/chats/2) | `bad-response` |  |  |  |  |  |  |',
    '',
    'Sandbox data · 2026-11-22 10:00:00 UTC',
    '',
  ])
  const copied = bulkMarkdown([first, { ...second, outcome: null }], { ...source, masked: true })
  expect(copied).toContain('Sandbox data · 2026-11-22 10:00:00 UTC · 1 of 2 loaded · Personal data not included')
})

const many = Array.from({ length: 102 }, (_, index) => `+1202555${1000 + index}`)

test.each([
  [['+12025550101', '+12025550102'], '+12025550101; +12025550102', '`+12025550101`; `+12025550102`'],
  [['=1+1', null, {}], "'=1+1; null; missing", '`=1+1`; null; missing'],
  [['+12025550101', '+cmd'], "'+12025550101; +cmd", '`+12025550101`; `+cmd`'],
  [['+1', ';=1+1'], "'+1; ;=1+1", '`+1`; `;=1+1`'],
  [[], '', ''],
  [many, /^'\+12025551000; .*; \+12025551099; and 2 more$/, /`\+12025551099`; and 2 more$/],
])('exports the numbers of %j, which no spreadsheet runs as a formula', async (chat_handles, inCsv, inMarkdown) => {
  stub(() => Response.json({ data: { id: 1, chat_handles } }))
  const { outcomes } = await run(undefined, ids.slice(0, 1))
  const rows = [...outcomes].map(([id, outcome]) => ({ id, outcome }))
  const [, row = ''] = bulkCsv(rows).split('\r\n')
  expect(row.split(',').at(-1)?.slice(1, -1)).toEqual(typeof inCsv === 'string' ? inCsv : expect.stringMatching(inCsv))
  const source = { href: 'https://console.example.com/', sourceLabel: 'Sandbox data', masked: false }
  const [, , line = ''] = bulkMarkdown(rows, source).split('\n')
  const cell = line.split(' | ').at(-1)?.replace(/ \|$/, '')
  expect(cell).toEqual(typeof inMarkdown === 'string' ? inMarkdown : expect.stringMatching(inMarkdown))
})
