// 10,000 mutations of valid and hostile requests, over raw sockets, the same in each run.
import assert from 'node:assert/strict'
import { connect } from 'node:net'

import { startServer } from '../support/servers.ts'
import { expect, token } from '../support/test.ts'
import { searchedAgainst, test } from '../support/upstream.ts'

const count = 10_000
const atOnce = 160

/** Pseudo-random numbers, the same in each run (Mulberry32). */
function createRandom(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(all: readonly T[]): T => {
    const one = all[below(all.length)]
    if (one === undefined) throw new Error('There is nothing to pick from')
    return one
  }
  return { next, below, pick }
}

type Random = ReturnType<typeof createRandom>

const methods = [
  'GET',
  'GET',
  'GET',
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'BREW',
  'get',
  '',
]
const targets = [
  ...Array.from({ length: 8 }, (_, index) => `/api/partner/v2/chats/${45 + index}`),
  '/api/partner/v2/chats/9223372036854775807',
  '/api/partner/v2/chats/9223372036854775808',
  '/api/partner/v2/chats/45/../find',
  '/api/partner/v2/chats/45/chat_messages',
  '/api/partner/v2/chats/%2e%2e/phone_numbers',
  '/api/partner/v2/phone_numbers',
  '/api/partner/v2/chats/find?phone_number=+15551234567',
  '/api/partner/v2/chats/45?a=/../find',
  ...Array.from({ length: 8 }, (_, index) => `/api/partner/v3/chats/00000000-0000-4000-8000-00000000004${index}`),
  '/api/partner/v3/chats',
  '/api/partner/v3/chats/45',
  '/api/partner/v3/chats/00000000-0000-4000-8000-000000000045/messages',
  '/api/partner/v3/chats?to=%2B15551234567',
  '/api/find',
  '/api/find?handle=%2B15551234567',
  '/healthz',
  '/readyz',
  '/version',
  '/auth/session',
  '/auth/sign-in?return=//evil.test',
  '/auth/callback?code=x&state=y',
  '/',
  '/chats/45',
  '/assets/../../package.json',
  '/qa/shots.json',
  '*',
  'http://api.linqapp.com/api/partner/v2/chats/45',
]
const pieces = [
  '/',
  '..',
  '%2e',
  '%2f',
  '%00',
  '\\',
  '?',
  '#',
  ';',
  '//',
  '45',
  '０',
  '%',
  '\t',
  '@',
  ':',
  '\u0000',
  'é',
]
const headers = [
  'Cookie: __Host-chat-console=x',
  'Cookie: a=1; b',
  'Authorization: Bearer x',
  'Origin: http://evil.test',
  'Sec-Fetch-Site: cross-site',
  'Sec-Fetch-Site: same-origin',
  'X-Forwarded-Host: evil.test',
  'X-Forwarded-For: 1.2.3.4',
  'X-Original-URL: /api/partner/v2/phone_numbers',
  'X-HTTP-Method-Override: DELETE',
  'Cache-Control: no-cache',
  'Content-Length: 0',
  'Content-Length: 5',
  'Content-Length: -1',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: gzip, chunked',
  'Expect: 100-continue',
  'Upgrade: websocket',
  'Connection: upgrade',
  'If-None-Match: "x"',
  'Range: bytes=0-1',
  'Accept-Encoding: br;q=0, gzip;q=2, *',
  'Host: evil.test',
  ' folded: line',
  'No-Colon',
  ': empty',
  `X-Long: ${'x'.repeat(9000)}`,
]
const searches = [
  '{"handle":"+12025550102"}',
  '{"handle":"ann@example.com"}',
  '{"handle":"+12025550102","cursor":"20"}',
  '{"handle":"+12025550102","cursor":"eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA"}',
  '{"handle":"45","to":"+12025550102"}',
  `{"handle":"${'a'.repeat(1100)}@example.com"}`,
]
const bodies = ['', '', '', '{}', '5\r\nhello\r\n0\r\n\r\n', 'GET /api/partner/v2/phone_numbers HTTP/1.1\r\n\r\n']

/** Removes, inserts, duplicates or swaps a part of a text. */
function mutate(text: string, { below, pick }: Random): string {
  const at = below(text.length + 1)
  const end = at + below(6)
  switch (below(4)) {
    case 0:
      return text.slice(0, at) + text.slice(end)
    case 1:
      return text.slice(0, at) + pick(pieces) + text.slice(at)
    case 2:
      return text.slice(0, end) + text.slice(at)
    default:
      return text.slice(0, at) + String.fromCharCode(below(256)) + text.slice(at + 1)
  }
}

/** A search, most often with a body of the length that it says. */
function makeSearch(host: string, random: Random): Buffer {
  const { below, pick } = random
  let body = pick(searches)
  if (below(3) === 0) body = mutate(body, random)
  const bytes = Buffer.from(body, 'latin1')
  const lines = ['POST /api/find HTTP/1.1', `Host: ${host}`, 'Content-Type: application/json', 'Connection: close']
  if (below(4) === 0) lines.push(pick(headers))
  if (below(3) === 0) lines.push('Transfer-Encoding: chunked')
  else lines.push(`Content-Length: ${bytes.byteLength + (below(8) === 0 ? below(9) - 4 : 0)}`)
  let head = lines.join('\r\n')
  if (below(6) === 0) head = mutate(head, random)
  const isChunked = head.includes('chunked')
  const [before, after] = isChunked ? [`${bytes.byteLength.toString(16)}\r\n`, '\r\n0\r\n\r\n'] : ['', '']
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n${before}`, 'latin1'), bytes, Buffer.from(after)])
}

function makeRequest(host: string, random: Random): Buffer {
  const { below, pick } = random
  if (below(5) === 0) return makeSearch(host, random)
  let target = pick(targets)
  for (let times = below(3); times > 0; times -= 1) target = mutate(target, random)
  const lines = [`${pick(methods)} ${target} HTTP/1.${below(8) === 0 ? below(3) : 1}`]
  if (below(12) > 0) lines.push(`Host: ${host}`)
  for (let times = below(4); times > 0; times -= 1) lines.push(pick(headers))
  lines.push('Connection: close')
  let head = `${lines.join('\r\n')}\r\n\r\n${pick(bodies)}`
  if (below(4) === 0) head = mutate(head, random)
  return Buffer.from(head, 'latin1')
}

/**
 * Sends bytes, and returns the raw response; '' if the connection is closed without one.
 * @param reset whether the connection is reset as soon as they are sent.
 */
async function exchange(url: string, bytes: Buffer, reset: boolean): Promise<string> {
  const { hostname, port } = new URL(url)
  return await new Promise((resolve) => {
    let answer = ''
    const socket = connect({ host: hostname, port: Number(port) })
    const end = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    // The server waits for the rest of an incomplete request, longer than this test does: until it is silent for a while and
    // answers another request meanwhile, which takes longer on a busy machine.
    const timer = setTimeout(() => void fetch(`${url}/healthz`).then(end, end), 400)
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      timer.refresh()
    })
    socket.on('close', end)
    socket.on('error', end)
    socket.write(bytes, () => reset && socket.resetAndDestroy())
  })
}

/** The body that follows a head, as it was sent. */
function bodyAfter(head: string, rest: string): string {
  // A response to HEAD has a content-length, but no body.
  if (rest.startsWith('HTTP/1.1 ')) return ''
  const length = /^content-length: (\d+)\r$/im.exec(head)?.[1]
  if (length !== undefined) return rest.slice(0, Number(length))
  // The page of a chat has no content-length: it is chunked, or ends with the connection for HTTP/1.0.
  if (!/^transfer-encoding: chunked\r$/im.test(head)) return /^content-type: text\/html/im.test(head) ? rest : ''
  let at = 0
  for (;;) {
    const [line = '', size = ''] = /^([0-9a-f]+)\r\n/i.exec(rest.slice(at, at + 20)) ?? []
    // The client reset the connection in the middle.
    if (line === '') return rest
    at += line.length + Number.parseInt(size, 16) + 2
    if (Number.parseInt(size, 16) === 0) return rest.slice(0, at)
  }
}

/**
 * Checks that the response is complete answers, each with a request id, and each API failure in the documented format. With
 * `assert`, because Playwright's `expect` records each call as a step, which would take most of the time here.
 */
function checkAnswers(received: string, request: string): void {
  let left = received
  // Invalid bytes after a request end its connection; a second request after it gets an answer of its own.
  while (left !== '') {
    const end = left.indexOf('\r\n\r\n') + 4
    const head = left.slice(0, end)
    left = left.slice(end)
    if (head === 'HTTP/1.1 100 Continue\r\n\r\n') continue
    assert.match(head, /^HTTP\/1\.1 [2-5]\d\d [\x20-\x7e]*\r\n/, request)
    assert.match(head, /^x-request-id: [0-9a-f-]{36}\r$/im, request)
    assert.match(head, /^x-content-type-options: nosniff\r$/im, request)
    const body = bodyAfter(head, left)
    left = left.slice(body.length)
    assert.ok(!(head + body).includes(token), request)
    const status = Number(head.slice(9, 12))
    if (status < 400 || body === '' || !/^content-type: application\/json\r$/im.test(head)) continue
    if (/^content-encoding:/im.test(head)) continue
    const { errors, ...health }: { errors?: { status: number; code: string }[]; status?: string } = JSON.parse(body)
    // Health checks have a format of their own.
    if (health.status !== undefined) assert.equal(health.status, 'unavailable', request)
    else assert.deepEqual([errors?.[0]?.status, typeof errors?.[0]?.code], [status, 'string'], request)
  }
}

const lookup =
  /^GET \/api\/partner\/(?:v2\/chats\/[1-9][0-9]{0,18}|v3\/chats\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|v3\/chats\?to=(?:%2B[1-9][0-9]{6,14}|[\w.~%'-]+%40[a-z0-9.-]+)&limit=100)$/

test(`${count} mutated requests cause no crash, no upstream call but lookups and searches, and no malformed response`, async ({
  upstream,
}) => {
  test.setTimeout(240_000)
  const server = await startServer('console', {
    ...searchedAgainst(upstream),
    LOG_LEVEL: 'error',
    AUDIT_LOG: '/dev/null',
  })
  const { host } = new URL(server.url)
  const random = createRandom(20_261_125)
  const requests = Array.from({ length: count }, () => makeRequest(host, random))
  let answered = 0
  const send = async () => {
    for (let bytes = requests.pop(); bytes; bytes = requests.pop()) {
      const answer = await exchange(server.url, bytes, bytes.length % 16 === 0)
      if (answer !== '') answered += 1
      checkAnswers(answer, JSON.stringify(bytes.toString('latin1').slice(0, 300)))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, send))
  // If the parser refused most requests, this would test little.
  expect(answered).toBeGreaterThan(count / 2)
  expect(upstream.requests.length).toBeGreaterThan(100)
  expect(upstream.requests.filter(({ line }) => line.includes('?to=')).length).toBeGreaterThan(100)
  for (const { line } of upstream.requests) expect(line).toMatch(lookup)
  const lines = new Set(upstream.requests.map(({ line }) => line))
  process.stdout.write(
    `${answered} of ${count} answered; ${upstream.requests.length} lookups and searches, ${lines.size} different ones.\n`,
  )
  expect((await fetch(`${server.url}/api/partner/v2/chats/45`)).status).toBe(200)
  expect(server.process.exitCode).toBeNull()
  expect(server.output()).not.toContain('"level":"error"')
  await server.stop()
})
