// `POST /api/find`: the page's search for the chats of a number or an address.
import { expect, test } from 'vitest'

import { readFailure } from '../../linq/failure.ts'
import { documentedV3Chat, v3Failure } from '../../linq/v3/example.ts'
import { find, origin, token, v3Token } from '../testing.ts'
import { answering, codeOf, handle, one, setUp } from './testing.ts'

const listPath = '/api/partner/v3/chats'
const firstPage = `${origin}${listPath}?to=%2B12025550102&limit=100`

/** Chats with ids from a number on. */
const chatsFrom = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...documentedV3Chat,
    id: `00000000-0000-4000-8000-${String(from + index).padStart(12, '0')}`,
  }))

test('asks for the list with the checked handle alone, and passes its chats on', async () => {
  const { post, asked, audited, lines } = setUp(one)
  const response = await post(JSON.stringify({ handle }), {
    authorization: 'Bearer mine',
    'x-linq-integration-token': 'mine',
    cookie: 'a=1',
    origin: 'http://console.test',
  })
  expect([response.status, await response.json()]).toEqual([200, { chats: [documentedV3Chat], next_cursor: null }])
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(response.headers.get('x-request-id')).toBe(lines[0]?.requestId)
  expect(asked.map(({ method, url, headers, body }) => [method, url, [...headers], body])).toEqual([
    [
      'GET',
      firstPage,
      [
        ['accept', 'application/json'],
        ['authorization', `Bearer ${v3Token}`],
      ],
      null,
    ],
  ])
  expect(audited).toEqual([
    {
      time: lines[0]?.time,
      requestId: lines[0]?.requestId,
      person: null,
      iss: null,
      sub: null,
      operation: 'find',
      chatId: null,
      lastDigits: '02',
      handleHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      count: 1,
      outcome: 'ok',
      hidden: false,
    },
  ])
})

test('writes an e-mail address’s domain in lower case, and escapes what a URL reads', async () => {
  const { search, asked, audited } = setUp(one)
  await search({ handle: "O'Neil+a&b#c/d=e@EXAMPLE.com" })
  expect(asked[0]?.url).toBe(`${origin}${listPath}?to=O%27Neil%2Ba%26b%23c%2Fd%3De%40example.com&limit=100`)
  expect(audited).toMatchObject([{ lastDigits: null, count: 1 }])
})

/** An answer whose media type has the handle in it. */
const namingHandle = () => new Response('<p>', { headers: { 'content-type': `text/${handle}` } })

test('neither a log line, an audit line, an event nor a failure has the handle in it', async () => {
  const failing = answering(v3Failure(500, 3001, `No chats of ${handle}`), {
    status: 500,
    headers: { 'x-trace-id': `trace-12025550102`, 'x-request-id': btoa(handle) },
  })
  for (const upstream of [one, failing, namingHandle]) {
    const { search, lines, audited, events, bugs } = setUp(upstream, { masked: true })
    const response = await search()
    const text = (await response.text()) + JSON.stringify([[...response.headers], lines, audited, events, bugs])
    expect(text).not.toContain('2025550102')
    expect(text).not.toContain(btoa(handle))
    expect(lines).toMatchObject([{ chatId: null }])
  }
})

test.each([
  [handle, 'trace-12025550102'],
  [handle, 'trace +1 (202) 555-0102'],
  [handle, '%2b12025550102'],
  [handle, '%2B1%20202%20555%200102'],
  [handle, btoa(handle)],
  ['+1234567', 'trace-1234567'],
  ['Ann@example.com', 'trace-ann@EXAMPLE.com'],
  ['ann@example.com', 'ann%40example.com'],
])('a search for %s passes no header on that is %s', async (text, header) => {
  for (const status of [200, 500]) {
    const upstream = answering(
      { chats: [] },
      { status, headers: { 'x-trace-id': header, 'x-request-id': 'request-1' } },
    )
    const { headers } = await setUp(upstream).search({ handle: text })
    expect([headers.get('x-trace-id'), headers.get('x-linq-request-id')]).toEqual([null, 'request-1'])
  }
})

/** The hashes in the audit lines of some searches. */
async function hashes(handles: string[], secret?: string) {
  const { search, audited } = setUp(one, secret === undefined ? {} : { find: { ...find, secrets: [secret] } })
  for (const text of handles) await search({ handle: text })
  return audited.map((line) => (line.operation === 'find' ? line.handleHash : ''))
}

test('the audit line has the same hash for the same handle, and another one with another secret', async () => {
  const first = await hashes([handle, handle, '+12025550103', 'Ann@example.com', 'ann@example.com'])
  expect(new Set(first).size).toBe(3)
  expect(await hashes([handle])).toEqual(first.slice(0, 1))
  expect(await hashes([handle], 'another-secret-of-the-test-0123456')).not.toEqual(first.slice(0, 1))
})

test('shows nothing without its audit line', async () => {
  const { search } = setUp(one, { audit: () => Promise.reject(new Error('full')) })
  const response = await search()
  expect([response.status, await codeOf(response)]).toEqual([503, 'audit_unavailable'])
})

test('lists all pages with a sealed cursor, and nothing of the page’s own text is sent', async () => {
  const pages = [
    { chats: chatsFrom(1, 100), next_cursor: 'a b&to=x' },
    { chats: chatsFrom(101, 100), next_cursor: '200' },
    { chats: chatsFrom(201, 3), next_cursor: null },
  ]
  const { found, asked, audited } = setUp(() => Response.json(pages[asked.length - 1]))
  const first = await found()
  const second = await found({ handle, cursor: first.nextCursor })
  const third = await found({ cursor: second.nextCursor, handle })
  expect([first, second, third].map(({ chats }) => chats.length)).toEqual([100, 100, 3])
  expect(third).toMatchObject({ nextCursor: null, limitReached: false })
  expect(asked.map(({ url }) => url)).toEqual([
    firstPage,
    `${firstPage}&cursor=a%20b%26to%3Dx`,
    `${firstPage}&cursor=200`,
  ])
  expect(first.nextCursor).not.toContain('a b')
  expect(audited.map((line) => (line.operation === 'find' ? line.count : null))).toEqual([100, 100, 3])
})

test('lists 500 chats at most, and says that there are more', async () => {
  const { found, asked } = setUp(() =>
    Response.json({ chats: chatsFrom(asked.length * 100, 100), next_cursor: String(asked.length) }),
  )
  let cursor: string | null = null
  for (let page = 1; page <= 5; page += 1) {
    const result = await found(cursor === null ? { handle } : { handle, cursor })
    expect(result.limitReached).toBe(page === 5)
    expect(result.nextCursor === null).toBe(page === 5)
    cursor = result.nextCursor
  }
  expect(asked).toHaveLength(5)
})

test('a page with more chats than are left is cut, and exactly 500 chats are no cut', async () => {
  const long = await setUp(answering({ chats: chatsFrom(1, 510), next_cursor: null })).found()
  expect([long.chats.length, long.limitReached]).toEqual([500, true])
  const full = await setUp(answering({ chats: chatsFrom(1, 500), next_cursor: null })).found()
  expect([full.chats.length, full.limitReached]).toEqual([500, false])
})

test.each([
  ['null', null],
  ['missing', undefined],
  ['empty', ''],
])('a cursor of Linq’s that is %s ends the list', async (_, next_cursor) => {
  const found = await setUp(answering({ chats: chatsFrom(1, 1), next_cursor })).found()
  expect(found).toMatchObject({ nextCursor: null, limitReached: false })
})

test.each([
  ['a number', 20],
  ['an object', { after: '20' }],
  ['of 513 characters', 'x'.repeat(513)],
  ['not ASCII', 'é'],
  ['a line break', 'a\nb'],
  ['a lone surrogate', '\ud800'],
])('a list whose next cursor is %s ends, and says that Linq has more', async (_, next_cursor) => {
  const found = await setUp(answering({ chats: chatsFrom(1, 1), next_cursor })).found()
  expect(found).toMatchObject({ nextCursor: null, limitReached: true })
})

test('a cursor that does not fit into a request together with the handle ends the list', async () => {
  const { found } = setUp(answering({ chats: chatsFrom(1, 1), next_cursor: 'x'.repeat(512) }))
  const long = `${'a'.repeat(60)}@${`${'b'.repeat(60)}.`.repeat(3)}com`
  expect(await found({ handle: long })).toMatchObject({ nextCursor: null, limitReached: true })
})

test('the longest cursor of Linq’s can be asked for, and the same one again ends the list', async () => {
  const { found, asked } = setUp(answering({ chats: [], next_cursor: 'x'.repeat(512) }))
  const { nextCursor } = await found()
  expect(nextCursor).not.toBeNull()
  expect(await found({ handle, cursor: nextCursor })).toMatchObject({ nextCursor: null, limitReached: true })
  expect(asked[1]?.url).toBe(`${firstPage}&cursor=${'x'.repeat(512)}`)
})

test('a list of empty pages has an end', async () => {
  const { found, asked } = setUp(() => Response.json({ chats: [], next_cursor: String(asked.length) }))
  let { nextCursor: cursor } = await found()
  while (cursor !== null) cursor = (await found({ handle, cursor })).nextCursor
  expect(asked).toHaveLength(500)
})

test('keeps the digits of numbers, and fields that are not documented', async () => {
  const body = `{"chats":[{"id":"${documentedV3Chat.id}","count":9007199254740993,"price":1.50,"more":[]}],"next_cursor":null}`
  const response = await setUp(() => new Response(body)).search()
  expect(await response.text()).toBe(body)
})

test('masks each chat, and hides anything that is not a v3 chat', async () => {
  const chats = [
    { ...documentedV3Chat, owner: 'Ana' },
    { ...documentedV3Chat, id: 45, chat_handles: [{ phone_number: handle }] },
    { data: documentedV3Chat },
    handle,
    null,
    [documentedV3Chat],
  ]
  const { search, audited } = setUp(answering({ chats, next_cursor: null, total: handle }), { masked: true })
  const text = await (await search()).text()
  expect(text).not.toMatch(/\+1202|Ana|https/)
  expect(JSON.parse(text)).toMatchObject({
    chats: [
      {
        id: documentedV3Chat.id,
        display_name: 'Name hidden',
        is_group: false,
        health_status: { status: 'HEALTHY', doc_url: 'Hidden' },
        handles: [{ handle: 'Participant A' }, { handle: 'Participant B' }],
      },
      'Hidden',
      'Hidden',
      'Hidden',
      'Hidden',
      'Hidden',
    ],
    next_cursor: null,
  })
  expect(audited).toMatchObject([{ hidden: true, count: 6 }])
})

test.each([
  [401, 2004, 502, 'upstream_unauthorized'],
  [403, 2005, 502, 'upstream_forbidden'],
  [404, 2001, 502, 'upstream_refused'],
  [429, 1007, 429, 'rate_limited'],
  [400, 1002, 502, 'upstream_refused'],
  [500, 3001, 502, 'upstream_error'],
  [503, 3001, 503, 'upstream_error'],
] as const)('turns %i with code %i into %i %s, with Linq’s trace id', async (sent, linqCode, status, code) => {
  const { search, audited } = setUp(answering(v3Failure(sent, linqCode, 'No', { retry_after: 7 }), { status: sent }))
  const response = await search()
  expect([response.status, await codeOf(response)]).toEqual([status, code])
  expect(response.headers.get('x-trace-id')).toBe(v3Failure(sent, linqCode, 'No').trace_id)
  expect(response.headers.get('x-linq-status')).toBe(String(sent))
  if (sent === 429) expect(response.headers.get('retry-after')).toBe('7')
  expect(audited).toMatchObject([{ operation: 'find', outcome: code, count: null, lastDigits: '02' }])
})

test.each([
  ['empty', '', 'is empty (status 200).'],
  ['a page', '<!doctype html>', 'cannot be read as JSON (status 200, 15 bytes of text/html).'],
  ['cut off', '{"chats":[{"id":"0', 'cannot be read as JSON (status 200, 18 bytes of text/html).'],
  ['no list', '{"ok":true}', 'is JSON, but there is no list of chats in it.'],
  ['another type', '{"chats":{}}', 'is JSON, but there is no list of chats in it.'],
  ['a list alone', '[]', 'is JSON, but there is no list of chats in it.'],
  ['an envelope', '{"data":{"chats":[]}}', 'is JSON, but there is no list of chats in it.'],
  ['nested deeply', `{"chats":${'['.repeat(300)}${']'.repeat(300)}}`, 'is nested deeper than 200 levels.'],
  ['not UTF-8', Uint8Array.of(0x7b, 0xff), 'cannot be read as JSON (status 200, 2 bytes of text/html).'],
])('refuses an answer that is %s', async (_, body, problem) => {
  const response = await setUp(() => new Response(body, { headers: { 'content-type': 'text/html' } })).search()
  const failure = readFailure(await response.text())
  expect([response.status, failure?.code]).toEqual([502, 'upstream_unusable'])
  expect(failure?.detail).toBe(`Linq’s answer ${problem}`)
  expect(response.headers.get('x-linq-status')).toBe('200')
})

test('refuses an answer of more than 2 MiB', async () => {
  const within = JSON.stringify({ chats: [{ ...documentedV3Chat, note: 'x'.repeat(2 * 1024 * 1024 - 2000) }] })
  expect((await setUp(() => new Response(within)).search()).status).toBe(200)
  const { search } = setUp(() => new Response(`${within}${' '.repeat(2000)}`))
  const response = await search()
  expect([response.status, await codeOf(response)]).toEqual([502, 'upstream_too_large'])
})

test('refuses an answer with more than 80,000 values, which would keep other requests waiting', async () => {
  const chat = { ...documentedV3Chat, handles: Array.from({ length: 80 }, () => documentedV3Chat.handles[1]) }
  const largeGroups = { chats: Array.from({ length: 100 }, () => chat) }
  expect((await setUp(answering(largeGroups)).search()).status).toBe(200)
  // An empty list and the comma after it count as two values.
  const response = await setUp(answering({ chats: Array.from({ length: 40_001 }, () => []) })).search()
  const failure = readFailure(await response.text())
  expect([response.status, failure?.code]).toEqual([502, 'upstream_unusable'])
  expect(failure?.detail).toContain('80,000 values')
})

test.each([
  ['the token', v3Token],
  ['the other token', token],
  ['the token in base64', btoa(v3Token)],
  ['the header in base64', btoa(`Bearer ${v3Token}`)],
  ['the escaped token', v3Token.replace('u', String.raw`\u0075`)],
])('passes no answer on that has %s in it', async (_, secret) => {
  const body = JSON.stringify({ chats: [documentedV3Chat] }).replace('+12025550102', secret)
  const { search, lines, audited } = setUp(() => new Response(body, { headers: { 'x-trace-id': v3Token } }))
  const response = await search()
  const text = await response.text()
  expect([response.status, readFailure(text)?.code]).toEqual([502, 'upstream_unusable'])
  expect(text + JSON.stringify([[...response.headers], lines, audited])).not.toMatch(new RegExp(`${v3Token}|${token}`))
})

test('an answer that is over its bounds, or breaks off, does not keep a slot', async () => {
  const { search, gateway } = setUp(() => new Promise(() => {}), { timeoutMs: 20 })
  expect(await codeOf(await search())).toBe('upstream_timeout')
  expect(gateway.load()).toEqual({ running: 0, waiting: 0 })
})

test('searches that fail open the circuit of API v3, for chats too, and leave that of v2 closed', async () => {
  const failing = answering(v3Failure(500, 3001, 'No'), { status: 500 })
  const { search, ask, asked } = setUp(failing, { circuitBreaker: true })
  for (let count = 0; count < 8; count += 1) await search({ handle: `+1202555010${count % 4}` })
  expect(await codeOf(await search())).toBe('upstream_down')
  expect(await codeOf(await ask(`/api/partner/v3/chats/${documentedV3Chat.id}`))).toBe('upstream_down')
  expect(asked).toHaveLength(8)
  expect((await ask('/api/partner/v2/chats/45')).status).toBe(502)
  expect(asked).toHaveLength(9)
})

test('never shares a call', async () => {
  const { search, asked } = setUp(one)
  await Promise.all([search(), search()])
  expect(asked).toHaveLength(2)
})
