// Searches as hostile and unusual requests, over real sockets.
import { expectRefusals, type Head, head, hostileForms } from '../support/request-heads.ts'
import { expect, token } from '../support/test.ts'
import { send, test } from '../support/upstream.ts'

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

const hostile = [...inFind(hostileForms), ...hostileInFind]

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

test(`${hostile.length} hostile searches never reach the upstream, and no response contains the token`, async ({
  upstream,
  guarded,
}) => {
  await expectRefusals(hostile, { upstream, guarded })
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
