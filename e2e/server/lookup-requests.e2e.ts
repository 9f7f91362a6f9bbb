// Lookups as hostile, unusual and unreadable requests, over real sockets.
import { documentedV3Chat } from '../../src/linq/v3/example.ts'
import { allowed, expectRefusals, type Head, head, hostileForms, path, v3Path } from '../support/request-heads.ts'
import { expect, token } from '../support/test.ts'
import { documented, send, test } from '../support/upstream.ts'

const { id: uuid } = documentedV3Chat
const allowedV3 = `GET ${v3Path}`

/** The same forms of a request, about a chat of API v3. */
const inV3 = (heads: Head[]): Head[] =>
  heads.map(([request, ...headers]) => [
    request
      .replace(/\/v2(?=\/)/i, (version) => version.replace('2', '3'))
      .replace(/(?<=chats\/)(?:45|4５)/i, (digits) => (digits === '45' ? uuid : uuid.replace('4', '４'))),
    ...headers,
  ])

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

const hostile = [...hostileForms, ...inV3(hostileForms), ...hostileInV3]

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

const unusual = [...unusualForms, ...inV3(unusualForms), [`GET ${v3Path.replace(uuid, uuid.toUpperCase())}`] as Head]

test(`${hostile.length} hostile lookups never reach the upstream, and no response contains the token`, async ({
  upstream,
  guarded,
}) => {
  await expectRefusals(hostile, { upstream, guarded })
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

test('a foreign Host is refused for pages too', async ({ guarded }) => {
  expect(await send(guarded.url, head('evil.test', ['GET /']))).toMatch(/^HTTP\/1\.1 421 /)
})
