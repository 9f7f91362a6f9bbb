// Faults of the upstream: each lookup still has a response in the documented format, and the next one succeeds.
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, createServer } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { startServer } from '../support/servers.ts'
import { paddedChat } from '../support/large-chat.ts'
import { expect, token } from '../support/test.ts'
import { documented, liveAgainst, type Recorder, startRecorder, test } from '../support/upstream.ts'

const path = '/api/partner/v2/chats/45'
const chatPath = (id: number) => `/api/partner/v2/chats/${id}`

/** Checks that a response has the documented format, and returns the code of its failure; null for a chat. */
async function codeOf(response: Response): Promise<string | null> {
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  const body = await response.json()
  if (response.status === 200) return null
  expect(body).toEqual({
    errors: [
      { status: response.status, code: expect.any(String), title: expect.any(String), detail: expect.any(String) },
    ],
  })
  return body.errors[0].code
}

test('every upstream status gives a response in the documented format, with a matching status', async ({
  upstream,
  guarded,
}) => {
  const statuses = Array.from({ length: 400 }, (_, index) => 200 + index)
  const codes = new Map<number, [status: number, code: string | null]>()
  for (const status of statuses) {
    upstream.respond = (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"ok":true}')
    }
    // Failures of several chats in a row would open the circuit breaker, so only two chats are looked up.
    const response = await fetch(`${guarded.url}${chatPath(1000 + (status % 2))}`)
    codes.set(status, [response.status, await codeOf(response)])
  }
  expect([...codes.values()].filter(([status]) => status < 400 || status > 599)).toEqual([])
  expect(codes.get(200)).toEqual([502, 'upstream_unusable'])
  expect(codes.get(404)).toEqual([502, 'upstream_unusable'])
  expect(codes.get(429)).toEqual([429, 'rate_limited'])
  expect(codes.get(503)).toEqual([503, 'upstream_error'])
  expect(codes.get(599)).toEqual([502, 'upstream_error'])
})

const chat = JSON.stringify(documentedChat)
const compressed = (coding: string, body: Buffer) => (_: IncomingMessage, response: ServerResponse) =>
  response.writeHead(200, { 'content-encoding': coding, 'content-type': 'application/json' }).end(body)

const faults: Record<string, [code: string | null, answer: Recorder['respond']]> = {
  'compresses without Accept-Encoding (gzip)': [null, compressed('gzip', gzipSync(chat))],
  'compresses without Accept-Encoding (br)': [null, compressed('br', brotliCompressSync(chat))],
  'compresses without Accept-Encoding (deflate)': [null, compressed('deflate', deflateSync(chat))],
  'sends a gzip bomb (60 KiB that become 60 MiB)': [
    'upstream_too_large',
    compressed('gzip', gzipSync(Buffer.alloc(60 * 1024 * 1024, 0x20))),
  ],
  'declares gzip and sends plain text': ['upstream_unreachable', compressed('gzip', Buffer.from(chat))],
  'sends truncated gzip': ['upstream_unreachable', compressed('gzip', gzipSync(chat).subarray(0, 60))],
  'declares an unknown content encoding': ['upstream_unusable', compressed('x-secret', gzipSync(chat))],
  'sends less than its Content-Length': [
    'upstream_unreachable',
    (request, response) => {
      response.writeHead(200, { 'content-length': chat.length + 100 })
      response.write(chat, () => request.socket.end())
    },
  ],
  'sends more than its Content-Length': [
    'upstream_unusable',
    (_, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 20\r\nconnection: close\r\n\r\n${chat}`)
    },
  ],
  'sends truncated JSON': ['upstream_unusable', (_, response) => response.end(chat.slice(0, 90))],
  'closes the connection': ['upstream_unreachable', (request) => request.socket.destroy()],
  'resets the connection': ['upstream_unreachable', (request) => request.socket.resetAndDestroy()],
  'resets the connection during the body': [
    'upstream_unreachable',
    (request, response) => {
      response.writeHead(200, { 'content-length': chat.length })
      response.write(chat.slice(0, 50), () => request.socket.resetAndDestroy())
    },
  ],
  'does not speak HTTP': ['upstream_unreachable', (request) => request.socket.end('hello\r\n\r\n')],
  'sends 70 KiB of headers': [
    'upstream_unreachable',
    (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(70_000) }).end(chat),
  ],
  'does not respond': ['upstream_timeout', () => {}],
  'stops after the first bytes of the body': [
    'upstream_timeout',
    (_, response) => void response.writeHead(200).write('{"data":'),
  ],
  'sends one byte at a time': [
    'upstream_timeout',
    (_, response) => {
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    },
  ],
  'sends 17 MiB': ['upstream_too_large', (_, response) => response.end(' '.repeat(17 * 1024 * 1024))],
  'redirects to another host': [
    'upstream_redirected',
    (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/api/partner/v2/chats/45' }).end(),
  ],
}
for (const [fault, [code, answer]] of Object.entries(faults))
  test(`an upstream that ${fault} gives ${code ?? 'a chat'}, and the next lookup succeeds`, async ({
    upstream,
    guarded,
    hasty,
  }) => {
    const { url, output } = code === 'upstream_timeout' ? hasty : guarded
    upstream.respond = answer
    const response = await fetch(`${url}${path}`)
    expect(await codeOf(response)).toBe(code)
    // On a kept-alive connection this may be a stale connection, so the call is retried once on a new one.
    const maxCalls = ['closes the connection', 'resets the connection'].includes(fault) ? 2 : 1
    expect(upstream.requests.length).toBeLessThanOrEqual(maxCalls)
    upstream.respond = documented
    expect((await fetch(`${url}${path}`)).status).toBe(200)
    expect(output()).not.toContain(token)
    expect(output()).not.toContain('"level":"error"')
  })

test('a TLS handshake that never completes times out as a connection', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const server = await startServer('console', {
    LINQ_BASE_URL: `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    LINQ_INTEGRATION_TOKEN: token,
    LINQ_TIMEOUT_MS: '20000',
  })
  const body = await (await fetch(`${server.url}${path}`)).json()
  expect(body.errors[0]).toMatchObject({ code: 'upstream_timeout', detail: 'No connection to Linq within 3 s.' })
  await server.stop()
  silent.close()
})

test('upstream connections are reused', async ({ upstream, guarded }) => {
  for (let id = 1; id <= 50; id += 1) expect((await fetch(`${guarded.url}${chatPath(id)}`)).status).toBe(200)
  expect(upstream.requests).toHaveLength(50)
  expect(upstream.connections).toBeLessThanOrEqual(2)
})

test('the circuit breaker opens after repeated failures, and closes when the upstream recovers', async ({
  upstream,
  guarded,
}) => {
  upstream.respond = (request) => request.socket.destroy()
  for (let id = 1; id <= 8; id += 1) expect((await fetch(`${guarded.url}${chatPath(id)}`)).status).toBe(502)
  const before = upstream.requests.length
  const refused = await fetch(`${guarded.url}${path}`)
  expect([refused.status, await codeOf(refused)]).toEqual([503, 'upstream_down'])
  // The rest of the five seconds that the circuit breaker stays open.
  expect(refused.headers.get('retry-after')).toMatch(/^[1-5]$/)
  expect(upstream.requests).toHaveLength(before)
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(503)
  expect((await fetch(`${guarded.url}/healthz`)).status).toBe(200)
  upstream.respond = documented
  await expect.poll(async () => (await fetch(`${guarded.url}${path}`)).status).toBe(200)
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(200)
})

test('/readyz fails while the upstream is unreachable, and succeeds after the next successful lookup', async ({
  upstream,
  guarded,
}) => {
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(200)
  upstream.respond = (request) => request.socket.destroy()
  await fetch(`${guarded.url}${path}`)
  // A failure of one chat does not count as a failure of the upstream.
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(200)
  for (const id of [46, 47]) await fetch(`${guarded.url}${chatPath(id)}`)
  expect(await (await fetch(`${guarded.url}/readyz`)).json()).toMatchObject({ upstream: 'failing' })
  upstream.respond = documented
  await fetch(`${guarded.url}${path}`)
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(200)
})

test('clients that do not read their responses do not block others', async ({ upstream, guarded }) => {
  const large = paddedChat(4 * 1024 * 1024)
  upstream.respond = (request, response) => {
    if (request.url === path) response.end(large)
    else documented(request, response)
  }
  const { hostname, port, host } = new URL(guarded.url)
  const slow = Array.from({ length: 40 }, () => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.pause()
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    return socket
  })
  await expect.poll(() => guarded.output().split('"type":"audit"').length - 1).toBe(40)
  for (let id = 100; id < 150; id += 1) expect((await fetch(`${guarded.url}${chatPath(id)}`)).status).toBe(200)
  for (const socket of slow) socket.destroy()
})

test('SIGTERM completes running lookups, refuses new ones, and then exits with 0', async ({ upstream }) => {
  const server = await startServer('console', liveAgainst(upstream))
  const release = Promise.withResolvers<void>()
  upstream.respond = (request, response) => void release.promise.then(() => documented(request, response))
  const running = fetch(`${server.url}${path}`)
  await expect.poll(() => upstream.requests.length).toBe(1)
  // A keep-alive connection, as a proxy in front has.
  const { hostname, port, host } = new URL(server.url)
  const kept = connect({ host: hostname, port: Number(port) })
  let received = ''
  kept.on('data', (chunk) => (received += String(chunk)))
  kept.write(`GET ${chatPath(46)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  await expect.poll(() => upstream.requests.length).toBe(2)
  const ended = once(server.process, 'exit')
  const started = performance.now()
  server.process.kill('SIGTERM')
  await expect
    .poll(
      async () =>
        await fetch(server.url).then(
          () => 'listens',
          () => 'closed',
        ),
    )
    .toBe('closed')
  kept.write(`GET ${chatPath(47)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  release.resolve()
  expect((await running).status).toBe(200)
  await expect.poll(() => received).toContain('"code":"draining"')
  expect(received).toMatch(/^HTTP\/1\.1 200 /)
  expect(received).toContain('HTTP/1.1 503 ')
  expect(upstream.requests).toHaveLength(2)
  expect((await ended)[0]).toBe(0)
  // It waits neither the whole ten seconds nor for the keep-alive connection.
  expect(performance.now() - started).toBeLessThan(9000)
})

test('a lookup that never completes delays a shutdown by ten seconds, and a second signal exits at once', async ({
  upstream,
}) => {
  upstream.respond = () => {}
  const [waiting, interrupted] = await Promise.all([
    startServer('console', { ...liveAgainst(upstream), LINQ_TIMEOUT_MS: '60000' }),
    startServer('console', { ...liveAgainst(upstream), LINQ_TIMEOUT_MS: '60000' }),
  ])
  for (const { url } of [waiting, interrupted]) void fetch(`${url}${path}`).catch(() => {})
  await expect.poll(() => upstream.requests.length).toBe(2)
  const started = performance.now()
  const ends = [waiting, interrupted].map(async ({ process }) => {
    const [code] = await once(process, 'exit')
    return { code, after: performance.now() - started }
  })
  waiting.process.kill('SIGTERM')
  interrupted.process.kill('SIGTERM')
  await expect
    .poll(
      async () =>
        await fetch(interrupted.url).then(
          () => 'listens',
          () => 'closed',
        ),
    )
    .toBe('closed')
  interrupted.process.kill('SIGTERM')
  const [slow, quick] = await Promise.all(ends)
  expect([slow?.code, quick?.code]).toEqual([0, 1])
  expect(slow?.after).toBeGreaterThan(9000)
  expect(quick?.after).toBeLessThan(slow?.after ?? 0)
})

test('a console whose upstream does not listen still serves /healthz and its pages', async () => {
  const stopped = await startRecorder()
  stopped.stop()
  const server = await startServer('console', liveAgainst(stopped))
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${server.url}/chats/45`)).status).toBe(200)
  expect(await codeOf(await fetch(`${server.url}${path}`))).toBe('upstream_unreachable')
  await server.stop()
})
