// Requests as bytes, for what a browser or `fetch` would not send.
import { documentedV3Chat } from '../../src/linq/v3/example.ts'
import type { RunningServer } from './servers.ts'
import { expect, token } from './test.ts'
import { type Recorder, send } from './upstream.ts'

/** A chat of API v2, and one of v3. */
export const path = '/api/partner/v2/chats/45'
export const v3Path = `/api/partner/v3/chats/${documentedV3Chat.id}`

export const allowed = `GET ${path}`

/** Request heads: the method and target, and headers that replace or follow the usual ones. */
export type Head = [request: string, ...headers: string[]]

/** Forms of a lookup that have to be refused, about a chat of API v2. */
export const hostileForms: Head[] = [
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

/** The bytes of a request. */
export const head = (host: string, [request, ...headers]: Head): string =>
  `${[`${request} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`

/** Sends requests that have to be refused: none reaches the upstream, and no answer has a chat or the token. */
export async function expectRefusals(
  requests: readonly Head[],
  { upstream, guarded }: { upstream: Recorder; guarded: RunningServer },
): Promise<void> {
  const { host } = new URL(guarded.url)
  for (const request of requests) {
    const answer = await send(guarded.url, head(host, request))
    expect(answer, request.join(' | ')).not.toContain(token)
    // The answer may be a page (`/%61pi/…` is no API), or a closed connection (CONNECT), but never a chat.
    expect(answer, request.join(' | ')).not.toMatch(/John Doe|\+12025550102/)
  }
  expect(upstream.requests).toEqual([])
  expect(guarded.output()).not.toContain(token)
  expect(guarded.output()).not.toContain('2025550102')
}
