import { expect, test, vi } from 'vitest'

import { documentedNotFound } from '../linq/v2/example.ts'
import { readFailure } from '../linq/failure.ts'
import { chatBody, origin, setUp, token } from './testing.ts'
import { documentedChat } from '../linq/v2/example.ts'
import { largestBody } from './upstream/call.ts'

const path = '/api/partner/v2/chats/45'
const answering = (body: BodyInit | null, init?: ResponseInit) => () => new Response(body, init)

/** The failure in an answer, after checking that it has the documented format and a true status. */
async function failureOf(response: Response) {
  const text = await response.text()
  expect(JSON.parse(text)).toEqual({
    errors: [
      { status: response.status, code: expect.any(String), title: expect.any(String), detail: expect.any(String) },
    ],
  })
  return { status: response.status, ...(readFailure(text) ?? expect.unreachable()) }
}

test('passes a usable answer byte for byte, unknown fields included', async () => {
  const odd = `{ "data" : {"id":45, "new_field" : 9007199254740993 } }\n`
  const { ask } = setUp(answering(odd, { headers: { 'content-type': 'text/plain' } }))
  const response = await ask(path)
  expect(response.status).toBe(200)
  expect(await response.text()).toBe(odd)
  expect(response.headers.get('content-type')).toBe('application/json')
})

test('adds the integration token on the way out and never on the way back', async () => {
  const { ask, asked, lines } = setUp(answering(chatBody, { headers: { 'x-trace-id': `t-${token}` } }))
  const response = await ask(path)
  expect(asked[0]?.headers.get('x-linq-integration-token')).toBe(token)
  expect(JSON.stringify([[...response.headers], await response.text(), lines])).not.toContain(token)
})

test('sends no part of a request to the upstream', async () => {
  const { ask, asked } = setUp(answering(chatBody))
  await ask(`${path}?limit=1`, {
    headers: {
      cookie: 'a=1',
      authorization: 'Bearer x',
      'x-http-method-override': 'DELETE',
      'x-forwarded-for': '1.2.3.4',
      accept: 'text/html',
    },
  })
  expect(asked).toHaveLength(1)
  expect(asked[0]?.url).toBe(`${origin}${path}`)
  expect(asked[0]?.method).toBe('GET')
  expect([...(asked[0]?.headers ?? [])]).toEqual([
    ['accept', 'application/json'],
    ['x-linq-integration-token', token],
  ])
})

test('passes only the wait and the ids of the upstream headers', async () => {
  const { ask } = setUp(
    answering(chatBody, {
      headers: {
        'set-cookie': 'a=1',
        server: 'nginx',
        'x-trace-id': 'trace-1',
        'x-request-id': 'linq-1',
        'cache-control': 'public',
        'access-control-allow-origin': '*',
      },
    }),
  )
  const { headers } = await ask(path)
  expect(Object.fromEntries(headers)).toEqual({
    'cache-control': 'private, no-store',
    'content-length': String(chatBody.length),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'content-type': 'application/json',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-linq-request-id': 'linq-1',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-trace-id': 'trace-1',
  })
})

test('answers HEAD as it answers GET, without the body', async () => {
  const { ask } = setUp(answering(chatBody))
  const response = await ask(path, { method: 'HEAD' })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-length')).toBe(String(chatBody.length))
  expect(await response.text()).toBe('')
})

test.each([
  ['another host', path, { headers: { host: 'evil.test' } }, 421, 'wrong_host'],
  ['two hosts', path, { headers: { host: 'console.test, console.test' } }, 421, 'wrong_host'],
  ['another operation', '/api/partner/v2/phone_numbers', {}, 404, 'not_found'],
  ['another operation, writing', '/api/partner/v2/chats', { method: 'POST' }, 404, 'not_found'],
  ['another method', path, { method: 'DELETE' }, 405, 'method_not_allowed'],
  ['another site', path, { headers: { 'sec-fetch-site': 'cross-site' } }, 403, 'forbidden'],
  ['another local port', path, { headers: { 'sec-fetch-site': 'same-site' } }, 403, 'forbidden'],
  ['what is no id', '/api/partner/v2/chats/find', {}, 400, 'invalid_chat_id'],
] as const)('refuses %s without asking the upstream', async (_, target, init, status, code) => {
  const { ask, asked } = setUp(answering(chatBody))
  const response = await ask(target, init)
  expect(response.status).toBe(status)
  expect((await failureOf(response)).code).toBe(code)
  expect(asked).toHaveLength(0)
})

test('names the allowed methods', async () => {
  const { ask } = setUp(answering(chatBody))
  expect((await ask(path, { method: 'PUT' })).headers.get('allow')).toBe('GET, HEAD')
})

test('passes the documented 404, and no other', async () => {
  const documented = setUp(answering(JSON.stringify(documentedNotFound), { status: 404 }))
  const passed = await documented.ask(path)
  expect([passed.status, await passed.json()]).toEqual([404, documentedNotFound])

  const foreign = setUp(
    answering('{"error":"Not Found"}', { status: 404, headers: { 'content-type': 'application/json' } }),
  )
  const refused = await failureOf(await foreign.ask(path))
  expect(refused).toMatchObject({ status: 502, code: 'upstream_unusable' })
  expect(refused.detail).toBe(
    'Linq’s answer is a 404 that is not in Linq’s documented format (21 bytes of application/json).',
  )
})

test.each([
  [401, 502, 'upstream_unauthorized'],
  [403, 502, 'upstream_forbidden'],
  [429, 429, 'rate_limited'],
  [500, 502, 'upstream_error'],
  [502, 502, 'upstream_error'],
  [503, 503, 'upstream_error'],
  [504, 504, 'upstream_error'],
  [418, 502, 'upstream_refused'],
  [422, 502, 'upstream_refused'],
  [302, 502, 'upstream_redirected'],
  [304, 502, 'upstream_redirected'],
  [204, 502, 'upstream_unusable'],
])('turns an upstream %i into %i %s', async (sent, status, code) => {
  const { ask } = setUp(answering(sent === 204 || sent === 304 ? null : '<h1>secret page</h1>', { status: sent }))
  const response = await ask(path)
  const failure = await failureOf(response)
  expect([response.status, failure.code]).toEqual([status, code])
  expect(failure.detail).toContain(String(sent))
  expect(failure.detail).not.toContain('secret page')
})

test.each([
  ['empty', '', 'is empty'],
  ['HTML', '<!doctype html>', 'cannot be read as JSON'],
  ['truncated', chatBody.slice(0, 80), 'cannot be read as JSON'],
  ['not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 'cannot be read as JSON'],
  ['nested too deep', '['.repeat(100_000), 'is nested deeper than 200 levels.'],
  ['without a chat', '{"ok":true}', 'there is no chat in it'],
  ["another chat's", chatBody.replace('"id":45', '"id":46'), 'is about chat 46, not about chat 45'],
  ['holding the token', chatBody.replace('John', token), 'holds the integration token'],
  [
    'holding the token in escapes',
    chatBody.replace('John', token.replace('-', String.raw`\u002d`)),
    'holds the integration token',
  ],
])('refuses an answer that is %s', async (_, body, problem) => {
  const { ask } = setUp(answering(body))
  const failure = await failureOf(await ask(path))
  expect(failure).toMatchObject({ status: 502, code: 'upstream_unusable' })
  expect(failure.detail).toContain(problem)
  expect(failure.detail).not.toContain(token)
})

test.each([
  ['30', '30'],
  ['3600', '3600'],
  ['99999999', '86400'],
  ['Sat, 22 Nov 2036 10:00:00 GMT', '86400'],
  [String(Math.ceil(Date.parse('2026-11-22T10:00:30Z') / 1000)), '30'],
  ['-5', null],
  ['soon', null],
])('passes the wait %j on as %j', async (sent, passed) => {
  const headers = { date: 'Sun, 22 Nov 2026 10:00:00 GMT', 'retry-after': sent }
  const { ask } = setUp(answering('', { status: 429, headers }))
  expect((await ask(path)).headers.get('retry-after')).toBe(passed)
})

test('reads the wait from the header, else from the body', async () => {
  const header = setUp(answering('', { status: 429, headers: { 'retry-after': '7' } }))
  expect((await header.ask(path)).headers.get('retry-after')).toBe('7')
  const body = setUp(answering('{"success":false,"error":{"retry_after":20}}', { status: 429 }))
  expect((await body.ask(path)).headers.get('retry-after')).toBe('20')
})

test('says that there is no connection, without repeating what the error said', async () => {
  const { ask } = setUp(() => Promise.reject(new TypeError(`fetch failed for ${token}`)))
  const failure = await failureOf(await ask(path))
  expect(failure).toMatchObject({ status: 502, code: 'upstream_unreachable', detail: 'No connection to Linq.' })
})

test('says that the connection broke off in the middle', async () => {
  const broken = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"data":'))
      controller.error(new Error('reset'))
    },
  })
  const { ask } = setUp(answering(broken))
  expect(await failureOf(await ask(path))).toMatchObject({
    code: 'upstream_unreachable',
    detail: expect.stringContaining('broke off'),
  })
})

test('gives up at the deadline, in the middle of a body too, and cancels the call', async () => {
  const silent = setUp(() => new Promise(() => {}), { timeoutMs: 30 })
  expect(await failureOf(await silent.ask(path))).toMatchObject({
    status: 504,
    code: 'upstream_timeout',
    detail: 'Linq did not begin to answer within 0.024 s.',
  })
  expect(silent.asked[0]?.signal.aborted).toBe(true)

  const dripping = setUp(
    () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) })),
    { timeoutMs: 30 },
  )
  expect(await failureOf(await dripping.ask(path))).toMatchObject({
    status: 504,
    code: 'upstream_timeout',
    detail: 'Linq did not answer within 0.03 s.',
  })
})

test('stops reading an answer above 16 MiB, and takes one of exactly that size', async () => {
  const cancelled = vi.fn<() => void>()
  const megabyte = new Uint8Array(1024 * 1024).fill(0x20)
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(megabyte), cancel: cancelled })
  const { ask } = setUp(answering(endless))
  expect(await failureOf(await ask(path))).toMatchObject({
    status: 502,
    code: 'upstream_too_large',
    detail: 'Linq’s answer is larger than 16 MiB.',
  })
  expect(cancelled).toHaveBeenCalledOnce()

  const [before, after = ''] = JSON.stringify({
    data: { ...documentedChat.data, chat_handles: Array(16).fill('x'.repeat(1_000_000)).concat('') },
  }).split('""')
  const last = JSON.stringify('x'.repeat(largestBody - `${before}""${after}`.length))
  const exact = setUp(answering(`${before}${last}${after}`))
  expect((await exact.ask(path)).status).toBe(200)
})

test('does not read an answer whose content-length is too large', async () => {
  const pulled = vi.fn<() => void>()
  const body = new ReadableStream({ pull: pulled }, { highWaterMark: 0 })
  const { ask } = setUp(answering(body, { headers: { 'content-length': String(largestBody + 1) } }))
  expect((await failureOf(await ask(path))).code).toBe('upstream_too_large')
  expect(pulled).not.toHaveBeenCalled()
})

test('accepts eight of the largest answers at a time, and small ones beside them', async () => {
  const megabyte = new Uint8Array(1024 * 1024).fill(0x20)
  const release = Promise.withResolvers<void>()
  /** All but the last byte of the largest answer there may be, which then waits. */
  const almostAll = () => {
    let sent = 0
    return new ReadableStream({
      pull: async (controller) => {
        sent += 1
        if (sent > 16) await release.promise.then(() => controller.error(new Error('reset')))
        else controller.enqueue(megabyte)
      },
    })
  }
  const { ask, events } = setUp((request) => new Response(request.url.endsWith('/45') ? chatBody : almostAll()))
  const asking = Array.from({ length: 9 }, (_, index) => ask(`/api/partner/v2/chats/${index + 1}`))
  const refused = await Promise.race(asking)
  expect(await failureOf(refused.clone())).toMatchObject({
    status: 503,
    code: 'overloaded',
    detail: 'This console is receiving too many large answers. Try again in a moment.',
  })
  expect(refused.headers.get('retry-after')).toBe('1')
  expect(events).toContainEqual({ kind: 'shed', reason: 'overloaded' })
  expect((await ask(path)).status).toBe(200)
  release.resolve()
  const codes = await Promise.all(asking.map(async (one) => (await failureOf(await one)).code))
  expect(codes.filter((code) => code !== 'overloaded')).toEqual(Array.from({ length: 8 }, () => 'upstream_unreachable'))
})

test('cancels the upstream call when the browser disconnects', async () => {
  const leaving = new AbortController()
  const { ask, asked, lines } = setUp(() => new Promise(() => {}))
  const answer = ask(path, { signal: leaving.signal })
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  leaving.abort()
  await answer
  expect(asked[0]?.signal.aborted).toBe(true)
  expect(lines[0]).toMatchObject({ status: 499, code: 'client_left' })
})

test('never follows a redirect', async () => {
  const { ask, asked } = setUp(answering(null, { status: 302, headers: { location: 'https://elsewhere.test/' } }))
  await ask(path)
  expect(asked[0]?.redirect).toBe('manual')
})

test('logs one line for each lookup, with the request id of the answer and no data of the chat', async () => {
  const { ask, lines } = setUp(answering(chatBody))
  const response = await ask(path)
  expect(lines).toEqual([
    {
      level: 'info',
      person: null,
      iss: null,
      sub: null,
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/),
      requestId: response.headers.get('x-request-id'),
      chatId: '45',
      status: 200,
      code: null,
      source: 'linq.test',
      durationMs: expect.any(Number),
    },
  ])
})

test('does not log an invalid id, since it may be a phone number', async () => {
  const { ask, lines } = setUp(answering(chatBody))
  await ask('/api/partner/v2/chats/+15551234567')
  expect(lines).toMatchObject([{ chatId: null, code: 'invalid_chat_id' }])
  expect(JSON.stringify(lines)).not.toContain('5551234567')
})

test('answers the health check without a log line', async () => {
  const { ask, lines } = setUp(answering(null))
  const response = await ask('/healthz')
  expect([response.status, await response.json(), lines]).toEqual([200, { status: 'ok' }, []])
  expect((await ask('/healthz', { method: 'POST' })).status).toBe(405)
})

test.each([
  ['1.2.3+0a1b2c3', '0a1b2c3'],
  ['1.2.3', null],
])('says which version runs (%s), for any host, uncached and without a log line', async (build, commit) => {
  const { ask, lines } = setUp(answering(null), { build })
  const response = await ask('/version', { headers: { host: '10.1.2.3:8080' } })
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  expect(await response.json()).toEqual({ name: 'linq-chat-console', version: '1.2.3', commit })
  expect((await ask('/version', { method: 'POST' })).status).toBe(405)
  expect(lines).toEqual([])
})

test('answers an internal error in the documented format, and reports it', async () => {
  const { ask, bugs } = setUp(answering(chatBody), { tokens: { v2: 'жетон', v3: 'жетон' } })
  const response = await ask(path)
  expect(await failureOf(response)).toMatchObject({
    status: 500,
    code: 'internal_error',
    detail: expect.stringContaining(response.headers.get('x-request-id') ?? '-'),
  })
  expect(bugs).toHaveLength(1)
})
