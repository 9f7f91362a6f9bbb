// Chats of API v3: the same gateway, with another path, another header and another format.
import { expect, test } from 'vitest'

import { readFailure } from '../linq/failure.ts'
import { documentedNotFound } from '../linq/v2/example.ts'
import { documentedV3Chat, v3Failure } from '../linq/v3/example.ts'
import { origin, setUp, token, v3Token } from './testing.ts'

const { id } = documentedV3Chat
const path = `/api/partner/v3/chats/${id}`
const body = JSON.stringify(documentedV3Chat)
const answering = (text: string, init?: ResponseInit) => () => new Response(text, init)

test('asks for a chat of API v3 with its own header and nothing of the request', async () => {
  const { ask, asked, audited, lines } = setUp(answering(body))
  const response = await ask(`${path.toUpperCase().replace('/API/PARTNER/V3/CHATS', '/api/partner/v3/chats')}?to=1`, {
    headers: { authorization: 'Bearer mine', 'x-linq-integration-token': 'mine', cookie: 'a=1' },
  })
  expect([response.status, await response.text()]).toEqual([200, body])
  expect(asked.map(({ method, url, headers }) => [method, url, [...headers]])).toEqual([
    [
      'GET',
      origin + path,
      [
        ['accept', 'application/json'],
        ['authorization', `Bearer ${v3Token}`],
      ],
    ],
  ])
  expect(audited).toMatchObject([{ chatId: id, outcome: 'ok' }])
  expect(lines).toMatchObject([{ chatId: id, code: null }])
})

test.each([
  ['the token', v3Token],
  ['the other token', token],
  ['the token in base64', btoa(v3Token)],
  ['the header in base64', btoa(`Bearer ${v3Token}`)],
  ['the escaped token', v3Token.replace('u', String.raw`\u0075`)],
])('passes no answer on that has %s in it', async (_, secret) => {
  const { ask, lines, audited } = setUp(answering(body.replace('+12025550102', secret)))
  const response = await ask(path)
  expect(response.status).toBe(502)
  const text = await response.text()
  expect(readFailure(text)).toMatchObject({ code: 'upstream_unusable' })
  expect(text + JSON.stringify([[...response.headers], lines, audited])).not.toContain(secret)
})

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('refuses %s without asking the upstream', async (method) => {
  const { ask, asked } = setUp(answering(body))
  expect((await ask(path, { method })).status).toBe(405)
  expect((await ask('/api/partner/v3/chats', { method })).status).toBe(404)
  expect(asked).toEqual([])
})

test.each([
  ['an id of API v2', '/api/partner/v3/chats/45'],
  ['a UUID on the path of API v2', `/api/partner/v2/chats/${id}`],
  ['a UUID without hyphens', `/api/partner/v3/chats/${id.replaceAll('-', '')}`],
])('refuses %s without asking the upstream', async (_, target) => {
  const { ask, asked } = setUp(answering(body))
  const response = await ask(target)
  expect(readFailure(await response.text())).toMatchObject({ code: 'invalid_chat_id', documented: 'v2' })
  expect(asked).toEqual([])
})

test.each([
  [404, 2001, 404, 'not_found'],
  [401, 2004, 502, 'upstream_unauthorized'],
  [403, 2005, 502, 'upstream_forbidden'],
  [429, 1007, 429, 'rate_limited'],
  [400, 1002, 502, 'upstream_refused'],
  [500, 3001, 502, 'upstream_error'],
] as const)('turns %i with code %i into %i %s, with Linq’s trace id', async (sent, linqCode, status, code) => {
  const failure = v3Failure(sent, linqCode, 'No', { retry_after: 7 })
  const { ask, lines } = setUp(answering(JSON.stringify(failure), { status: sent }))
  const response = await ask(path)
  expect([response.status, lines[0]?.code]).toEqual([status, code])
  expect(response.headers.get('x-trace-id')).toBe(failure.trace_id)
  if (sent === 429) expect(response.headers.get('retry-after')).toBe('7')
})

test('says which version of the API refused the token', async () => {
  const { ask } = setUp(answering(JSON.stringify(v3Failure(401, 2004, 'No')), { status: 401 }))
  expect(readFailure(await (await ask(path)).text())?.detail).toBe('Linq’s API v3 refused the token (401).')
})

test.each([
  ['without a number as its code', path, { success: false, error: { code: 'nope' } }],
  ['with another code', path, v3Failure(404, 1001, 'Not found')],
  ['in the format of API v2', path, documentedNotFound],
  ['in the format of API v3 about a chat of v2', '/api/partner/v2/chats/45', v3Failure(404, 2001, 'Chat not found')],
])('a 404 %s says nothing about the chat', async (_, target, failure) => {
  const { ask } = setUp(answering(JSON.stringify(failure), { status: 404 }))
  expect((await ask(target)).status).toBe(502)
})

test('masks a chat of API v3, with its format check', async () => {
  const { ask } = setUp(answering(JSON.stringify({ ...documentedV3Chat, owner: 'Ana' })), { masked: true })
  const response = await ask(path)
  const text = await response.text()
  expect(text).not.toMatch(/\+1202|Ana|https/)
  expect(JSON.parse(text)).toMatchObject({ id, display_name: 'Name hidden', is_group: false })
  expect(JSON.parse(response.headers.get('x-format-check') ?? '')).toMatchObject({ count: 1 })
})

test('reads a large chat of API v3 in parts', async () => {
  const handles = Array.from({ length: 2000 }, (_, index) => ({
    ...documentedV3Chat.handles[1],
    handle: `+1202555${String(index).padStart(4, '0')}`,
  }))
  const large = JSON.stringify({ ...documentedV3Chat, handles })
  const plain = await setUp(answering(large)).ask(path)
  expect(await plain.text()).toBe(large)
  const { ask } = setUp(answering(large), { masked: true })
  const masked = await (await ask(path)).text()
  expect(masked).toContain('"handle":"Participant AA"')
  expect(masked).not.toContain('+1202')
})
