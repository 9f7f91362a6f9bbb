// The production server against hostile requests, over real sockets.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { documentedV3Chat } from '../../src/linq/v3/example.ts'
import { samples } from '../../src/sandbox/samples.ts'
import { type RunningServer, startServer } from '../support/servers.ts'
import { expect, token } from '../support/test.ts'
import { documented, send, test } from '../support/upstream.ts'

const path = '/api/partner/v2/chats/45'
const allowed = `GET ${path}`

const { id: uuid } = documentedV3Chat
const v3Path = `/api/partner/v3/chats/${uuid}`
const allowedV3 = `GET ${v3Path}`

/** Request heads: the method and target, and headers that replace or follow the usual ones. */
type Head = [request: string, ...headers: string[]]

/** The same forms of a request, about a chat of API v3. */
const inV3 = (heads: Head[]): Head[] =>
  heads.map(([request, ...headers]) => [
    request
      .replace(/\/v2(?=\/)/i, (version) => version.replace('2', '3'))
      .replace(/(?<=chats\/)(?:45|4５)/i, (digits) => (digits === '45' ? uuid : uuid.replace('4', '４'))),
    ...headers,
  ])

const hostileForms: Head[] = [
  ['GET /api/partner/v2/chats/45/../find'],
  ['GET /api/partner/v2/chats/../phone_numbers'],
  ['GET /api/partner/v2/chats/%2e%2e/phone_numbers'],
  ['GET /api/partner/v2/chats/..%2fphone_numbers'],
  ['GET /api/partner/v2/chats/45%2ffind'],
  ['GET /api/partner/v2/chats/45%2Fchat_messages'],
  ['GET /api/partner/v2/chats/45%5cfind'],
  [String.raw`GET /api/partner/v2/chats/45\..\find`],
  ['GET /api/partner/v2/chats/45%00'],
  ['GET /api/partner/v2/chats/45%00/../find'],
  ['GET /api/partner/v2/chats/45%0d%0aX-Evil:%201'],
  ['GET /api/partner/v2/chats/45;/../find'],
  ['GET /api/partner/v2/chats/45/'],
  ['GET /api/partner/v2/chats/find'],
  ['GET /api/partner/v2/chats/find?phone_number=1'],
  ['GET /api/partner/v2/chats'],
  ['GET /api/partner/v2/chats/4５'],
  ['GET /api/partner/v2/chats/99999999999999999999'],
  ['GET /api/partner/v2//chats/45'],
  ['GET //api/partner/v2/chats/45'],
  ['GET /%61pi/partner/v2/chats/45'],
  ['GET /API/PARTNER/V2/CHATS/45'],
  ['GET /./api/partner/v2/chats/45'],
  ['GET http://api.linqapp.com/api/partner/v2/chats/45'],
  ['GET http://127.0.0.1/api/partner/v2/phone_numbers'],
  ['GET https://evil.test:443/'],
  ['GET @evil.test/'],
  ['OPTIONS *'],
  ['CONNECT api.linqapp.com:443'],
  ['TRACE /api/partner/v2/chats/45'],
  ['POST /api/partner/v2/chats', 'Content-Length: 0'],
  ['POST /api/partner/v2/chats/45', 'Content-Length: 2\r\n\r\n{}'],
  ['PUT /api/partner/v2/chats/45', 'Content-Length: 0'],
  ['DELETE /api/partner/v2/chats/45'],
  ['PATCH /api/partner/v2/chats/45', 'Transfer-Encoding: chunked\r\n\r\n0\r\n'],
  ['GET /api/partner/v2/phone_numbers'],
  ['GET /api/partner/v2/chats/45/chat_messages'],
  [allowed, 'Host: evil.test'],
  [allowed, 'Host: 127.0.0.1'],
  [allowed, 'Sec-Fetch-Site: cross-site'],
  [allowed, 'Sec-Fetch-Site: same-site'],
  [allowed, 'Origin: http://127.0.0.1:3000'],
  ['BREW /'],
  ['GET'],
]

/** What only API v3 has: writes on the path of the list, siblings of a chat, and other forms of a UUID. */
const hostileInV3: Head[] = [
  ['POST /api/partner/v3/chats', 'Content-Type: application/json', 'Content-Length: 2\r\n\r\n{}'],
  ['POST /api/partner/v3/chats?to=%2B12025550101', 'Content-Length: 0'],
  ['GET /api/partner/v3/chats?to=%2B12025550101'],
  [`GET ${v3Path}/messages`],
  [`POST ${v3Path}/messages`, 'Content-Length: 2\r\n\r\n{}'],
  [`GET ${v3Path}/../../chats`],
  [`GET ${v3Path}%2fmessages`],
  [`GET /api/partner/v3/chats/{${uuid}}`],
  [`GET /api/partner/v3/chats/%7B${uuid}%7D`],
  [`GET /api/partner/v3/chats/urn:uuid:${uuid}`],
  [`GET /api/partner/v3/chats/${uuid.replaceAll('-', '')}`],
  [`GET /api/partner/v3/chats/${uuid}0`],
  ['GET /api/partner/v3/chats/45'],
  [`GET /api/partner/v2/chats/${uuid}`],
  [`GET /api/partner/v4/chats/${uuid}`],
  ['GET /api/partner/v3/phone_numbers'],
]

/** The same forms of a request, about a search. The list's own path would be a valid one. */
const inFind = (heads: Head[]): Head[] =>
  heads
    .filter(([request]) => request !== 'GET /api/partner/v2/chats')
    .map(([request, ...headers]) => [
      request
        .replace(/^GET /, 'POST ')
        .replace(/\/api\/partner\/v2\/chats(?:\/45)?/i, (part) =>
          part.startsWith('/API') ? '/API/FIND' : '/api/find',
        ),
      ...headers,
      ...(request.startsWith('GET ') ? searchHeaders(search) : []),
    ])

const search = '{"handle":"+12025550102"}'

/** The headers of a search, and its body, where it is the last of the headers. */
const searchHeaders = (body: string, ...headers: string[]) => [
  'Content-Type: application/json',
  ...headers,
  `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
]

/** A search with another body, or other headers. */
const searchWith = (body: string, ...headers: string[]): Head => ['POST /api/find', ...searchHeaders(body, ...headers)]

/** What only a search has: a body, a method that others do not have, and a cursor. */
const hostileInFind: Head[] = [
  ['GET /api/find'],
  ['GET /api/find?handle=%2B12025550102'],
  ['HEAD /api/find'],
  ['POST /api/find?to=%2B12025550102&limit=1', ...searchHeaders(search)],
  ['POST /api/find?', ...searchHeaders(search)],
  ['POST /api/partner/v3/chats', ...searchHeaders('{"from":"+12025550101","to":["+12025550102"],"message":{}}')],
  ['POST /api/partner/v3/chats?to=%2B12025550102', ...searchHeaders(search)],
  ['POST /api/partner/v2/chats/find', ...searchHeaders(search)],
  ['PUT /api/find', ...searchHeaders(search)],
  ['PATCH /api/find', ...searchHeaders(search)],
  ['DELETE /api/find', ...searchHeaders(search)],
  ['POST /api/find', 'Content-Type: application/json'],
  ['POST /api/find', 'Content-Type: application/json', 'Content-Length: 0'],
  ['POST /api/find', 'Content-Type: text/plain', `Content-Length: ${search.length}\r\n\r\n${search}`],
  ['POST /api/find', `Content-Length: ${search.length}\r\n\r\n${search}`],
  searchWith(search, 'Content-Encoding: gzip'),
  searchWith(search, 'Transfer-Encoding: chunked'),
  searchWith(search, 'Origin: null'),
  searchWith(search, 'Origin: null', 'Sec-Fetch-Site: same-origin'),
  searchWith(search, 'Origin: http://127.0.0.1:3000', 'Sec-Fetch-Site: same-origin'),
  searchWith(search, 'Sec-Fetch-Site: none', 'Origin: https://evil.test'),
  searchWith('{"handle":"+12025550102","handle":"+12025550102"}'),
  searchWith('{"handle":"+12025550102","cursor":"20"}'),
  searchWith('{"handle":"+12025550102","cursor":""}'),
  searchWith('{"handle":"+12025550102","cursor":"eyJhbGciOiJub25lIn0.e30."}'),
  searchWith('{"handle":"+12025550102","limit":"100"}'),
  searchWith('{"handle":["+12025550102"]}'),
  searchWith('{"handle":"+12025550102&limit=1"}'),
  searchWith('{"handle":"+12025550102\\r\\nX-Evil: 1"}'),
  searchWith('{"handle":"../chats"}'),
  searchWith('{"handle":"45"}'),
  searchWith('{"handle":"+１２０２５５５０１０２"}'),
  searchWith(`{"handle":"+12025550102"${' '.repeat(1000)}}`),
  searchWith('x'.repeat(2000)),
  [
    'POST /api/find',
    'Content-Type: application/json',
    `Transfer-Encoding: chunked\r\n\r\n2000\r\n${'x'.repeat(8192)}\r\n0\r\n\r\n`,
  ],
  ['POST /api/find', 'Content-Type: application/json', 'Content-Length: 25, 25'],
  ['POST /api/find', 'Content-Type: application/json', 'Content-Length: -1'],
]

const hostile = [...hostileForms, ...inV3(hostileForms), ...hostileInV3, ...inFind(hostileForms), ...hostileInFind]

/** Unusual requests that are a valid lookup. */
const unusualForms: Head[] = [
  [allowed],
  [`HEAD ${path}`],
  [`GET ${path}?limit=9&x=/../find`],
  [
    `GET ${path}`,
    'X-HTTP-Method-Override: DELETE',
    'X-Original-URL: /api/partner/v2/phone_numbers',
    'X-Forwarded-Host: evil.test',
  ],
  [`GET ${path}`, 'Cookie: a=1', 'Authorization: Bearer b', 'X-LINQ-INTEGRATION-TOKEN: mine'],
  [`GET ${path}`, 'Sec-Fetch-Site: same-origin'],
]

/** Unusual requests that are a valid search. */
const unusualSearches: Head[] = [
  searchWith(search),
  searchWith(` ${search} `),
  searchWith(String.raw`{"h\u0061ndle":"\u002b12025550102"}`),
  searchWith(
    search,
    'Sec-Fetch-Site: same-origin',
    'X-HTTP-Method-Override: POST',
    'X-Original-URL: /api/partner/v3/chats',
  ),
  searchWith(
    search,
    'Cookie: a=1',
    'Authorization: Bearer b',
    'X-LINQ-INTEGRATION-TOKEN: mine',
    'Expect: 100-continue',
  ),
  [
    'POST /api/find',
    'Content-Type: application/json; charset=utf-8',
    `Transfer-Encoding: chunked\r\n\r\n5;x=y\r\n{"han\r\n14\r\ndle":"+12025550102"}\r\n0\r\nX-Trailer: limit\r\n\r\n`,
  ],
]

const unusual = [...unusualForms, ...inV3(unusualForms), [`GET ${v3Path.replace(uuid, uuid.toUpperCase())}`] as Head]

const head = (host: string, [request, ...headers]: Head) =>
  `${[`${request} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`

test(`${hostile.length} hostile requests never reach the upstream, and no response contains the token`, async ({
  upstream,
  guarded,
}) => {
  const { host } = new URL(guarded.url)
  for (const request of hostile) {
    const answer = await send(guarded.url, head(host, request))
    expect(answer, request.join(' | ')).not.toContain(token)
    // The answer may be a page (`/%61pi/…` is no API), or a closed connection (CONNECT), but never a chat.
    expect(answer, request.join(' | ')).not.toMatch(/John Doe|\+12025550102/)
  }
  expect(upstream.requests).toEqual([])
  expect(guarded.output()).not.toContain(token)
  expect(guarded.output()).not.toContain('2025550102')
})

test('unusual but valid requests reach the upstream as the same plain lookup', async ({ upstream, guarded }) => {
  const { host } = new URL(guarded.url)
  for (const request of unusual) expect(await send(guarded.url, head(host, request))).toMatch(/^HTTP\/1\.1 200 /)
  expect(upstream.requests).toHaveLength(unusual.length)
  expect(new Set(upstream.requests.map(({ line }) => line))).toEqual(new Set([allowed, allowedV3]))
  const sent = JSON.stringify(upstream.requests)
  for (const foreign of ['Cookie', 'Bearer b', 'mine', 'evil', 'limit', 'Override', 'Original'])
    expect(sent.toLowerCase()).not.toContain(foreign.toLowerCase())
  // Each version of the API gets the token in its own header only.
  const tokenHeaders = upstream.requests.map(({ line, headers }) => [
    line,
    headers.filter((_, index) => headers[index + 1]?.includes(token)).map((name) => name.toLowerCase()),
  ])
  for (const [line, names] of tokenHeaders)
    expect(names, String(line)).toEqual([line === allowed ? 'x-linq-integration-token' : 'authorization'])
})

test('unusual but valid searches reach the upstream as the same plain list', async ({ upstream, guarded }) => {
  const { host } = new URL(guarded.url)
  for (const request of unusualSearches)
    expect(await send(guarded.url, head(host, request)), request.join(' | ')).toMatch(
      /^(?:HTTP\/1\.1 100 .*\r\n\r\n)?HTTP\/1\.1 200 /,
    )
  expect(upstream.requests.map(({ line }) => line)).toEqual(
    unusualSearches.map(() => 'GET /api/partner/v3/chats?to=%2B12025550102&limit=100'),
  )
  const headers = JSON.stringify(upstream.requests.map((request) => request.headers)).toLowerCase()
  for (const foreign of [
    'cookie',
    'bearer b',
    'mine',
    'trailer',
    'override',
    'original',
    'content-',
    'transfer-',
    'expect',
  ])
    expect(headers).not.toContain(foreign)
  for (const request of upstream.requests)
    expect(request.headers.filter((value) => value.includes(token))).toEqual([`Bearer ${token}`])
  expect(guarded.output()).not.toContain('2025550102')
})

const unreadable: [name: string, request: (host: string) => string, status: RegExp][] = [
  [
    'two Hosts',
    (host) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    /400|421/,
  ],
  ['no Host', () => `GET ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`, /400/],
  ['no Host in HTTP/1.0', () => `GET ${path} HTTP/1.0\r\n\r\n`, /400/],
  ['no HTTP', () => 'hello there\r\n\r\n', /400/],
  ['CONNECT', (host) => `CONNECT api.linqapp.com:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`, /400/],
  [
    'an absolute target',
    (host) => `GET http://${host}${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    /404/,
  ],
  [
    'headers too large',
    (host) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`,
    /431/,
  ],
]
for (const [name, request, status] of unreadable)
  test(`refuses ${name} in the documented format`, async ({ upstream, guarded }) => {
    const [heading = '', body = ''] = (await send(guarded.url, request(new URL(guarded.url).host))).split('\r\n\r\n')
    expect(heading.split(' ')[1]).toMatch(status)
    expect(heading.toLowerCase()).toContain('x-request-id: ')
    expect(heading.toLowerCase()).toContain('cache-control: private, no-store')
    expect(JSON.parse(body)).toMatchObject({ errors: [{ code: expect.any(String), detail: expect.any(String) }] })
    expect(upstream.requests).toEqual([])
  })

test('ignores an unknown expectation', async ({ guarded }) => {
  const { host } = new URL(guarded.url)
  expect(await send(guarded.url, head(host, [`GET ${path}`, 'Expect: 200-ok']))).toMatch(/^HTTP\/1\.1 200 /)
})

test('invalid bytes after a request do not affect its response', async ({ upstream, guarded }) => {
  upstream.respond = (_, response) => setTimeout(() => documented(_, response), 200)
  const { host } = new URL(guarded.url)
  const answer = await send(guarded.url, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\nnoise noise\r\n\r\n`)
  expect(answer).not.toContain('bad_request')
})

/** Slow and missing answers are tested in upstream-faults.e2e and server-rendered.e2e. */
const quickSamples = samples.filter(({ id, state }) => id !== '800' && state !== 'timeout')

/** The status of a lookup, and the chat or the failure's code. */
async function answerOf({ url }: RunningServer, id: string): Promise<[status: number, what: string]> {
  const response = await fetch(`${url}/api/partner/v2/chats/${id}`)
  const body = await response.text()
  return [response.status, response.ok ? body : JSON.parse(body).errors[0].code]
}

test('each sample has the same response from the sandbox server as from the sandbox in the console', async ({
  sandboxConsole,
  liveConsole,
}) => {
  for (const { id } of quickSamples) {
    const fromSandbox = await answerOf(sandboxConsole, id)
    expect(await answerOf(liveConsole, id), id).toEqual(fromSandbox)
    // Failures in a row would open the circuit breaker.
    for (const console of [sandboxConsole, liveConsole]) expect((await answerOf(console, '45'))[0]).toBe(200)
  }
})

test('a foreign Host is refused for pages too', async ({ guarded }) => {
  expect(await send(guarded.url, head('evil.test', ['GET /']))).toMatch(/^HTTP\/1\.1 421 /)
})

test('an upstream response that contains the token is refused', async ({ upstream, guarded }) => {
  upstream.respond = (request, response) =>
    response.end(JSON.stringify({ data: { id: 45, echo: request.headers['x-linq-integration-token'] } }))
  const response = await fetch(`${guarded.url}${path}`)
  const body = await response.text()
  expect(JSON.parse(body)).toMatchObject({ errors: [{ status: response.status, code: 'upstream_unusable' }] })
  expect(upstream.requests).toHaveLength(1)
  expect(body + JSON.stringify([...response.headers]) + guarded.output()).not.toContain(token)
})

test('an upstream that does not listen is upstream_unreachable', async () => {
  const server = await startServer('console', { LINQ_BASE_URL: 'http://127.0.0.1:9', LINQ_INTEGRATION_TOKEN: token })
  const response = await fetch(`${server.url}${path}`)
  expect(await response.json()).toMatchObject({ errors: [{ status: 502, code: 'upstream_unreachable' }] })
  await server.stop()
})

test('a browser that disconnects cancels the upstream call', async ({ upstream, guarded }) => {
  const cancelled = new Promise<void>((resolve) => {
    upstream.respond = (request) => request.socket.on('close', () => resolve())
  })
  const leaving = new AbortController()
  const answer = fetch(`${guarded.url}${path}`, { signal: leaving.signal })
  await expect.poll(() => upstream.requests.length).toBe(1)
  leaving.abort()
  await expect(answer).rejects.toThrow()
  // Long before the upstream timeout.
  await cancelled
  await expect.poll(() => guarded.output()).toContain('"status":499')
})

test('a response and its log line have the same request ID, and the log has no personal data', async ({
  upstream,
  guarded,
}) => {
  const response = await fetch(`${guarded.url}${path}`)
  expect(await response.json()).toEqual(documentedChat)
  const requestId = response.headers.get('x-request-id') ?? 'none'
  // The log is written after the answer, the audit line before it.
  const lines = () =>
    guarded
      .output()
      .split('\n')
      .filter((text) => text.includes(requestId))
  await expect.poll(lines).toHaveLength(2)
  const [audit, log] = lines()
    .map((line) => JSON.parse(line))
    .toSorted((one) => ('type' in one ? -1 : 1))
  expect(audit).toEqual({
    type: 'audit',
    time: log.time,
    person: null,
    iss: null,
    sub: null,
    chatId: '45',
    outcome: 'ok',
    requestId,
    hidden: false,
  })
  expect(log).toMatchObject({ level: 'info', requestId, chatId: '45', status: 200, source: new URL(upstream.url).host })
  expect(guarded.output()).not.toMatch(/John|Jane|5551234567/)
})

test('LINQ_V3_TOKEN is sent for a UUID, and the other token for a number', async ({ upstream, folder }) => {
  const file = join(folder, 'v3')
  writeFileSync(file, 'v3-token-71f0\n')
  const server = await startServer('console', {
    LINQ_BASE_URL: upstream.url,
    LINQ_INTEGRATION_TOKEN: token,
    LINQ_V3_TOKEN_FILE: file,
  })
  for (const target of [path, v3Path]) expect((await fetch(server.url + target)).status).toBe(200)
  const [first = '', second = ''] = upstream.requests.map(({ headers }) => headers.join(' '))
  expect([first.includes(token), first.includes('v3-token-71f0')]).toEqual([true, false])
  expect(second).toContain('Bearer v3-token-71f0')
  expect(second).not.toContain(token)
  expect(server.output()).not.toMatch(/v3-token-71f0/)
  await server.stop()
})

test('the token of LINQ_INTEGRATION_TOKEN_FILE is sent to Linq', async ({ upstream, folder }) => {
  const file = join(folder, 'token')
  writeFileSync(file, `${token}\n`)
  const server = await startServer('console', { LINQ_BASE_URL: upstream.url, LINQ_INTEGRATION_TOKEN_FILE: file })
  expect((await fetch(`${server.url}${path}`)).status).toBe(200)
  expect(upstream.requests[0]?.headers).toContain(token)
  await server.stop()
})

test('every response has a request ID and a content security policy', async ({ guarded }) => {
  for (const target of ['/', '/chats/45', '/nowhere', '/healthz', '/version', path, '/api/x']) {
    const { headers } = await fetch(`${guarded.url}${target}`)
    expect(headers.get('x-request-id'), target).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('x-content-type-options'), target).toBe('nosniff')
    expect(headers.get('content-security-policy'), target).toContain("default-src 'none'")
    expect(headers.get('content-security-policy'), target).not.toContain('unsafe')
    expect(headers.get('access-control-allow-origin'), target).toBeNull()
  }
})
