// A bad day upstream: whatever Linq does, each lookup ends in the documented format, and the next one is not the worse for it.
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect, createServer } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { startServer } from '../support/servers.ts'
import { expect, token } from '../support/test.ts'
import { documented, liveAgainst, type Recorder, startRecorder, test } from '../support/upstream.ts'

const path = '/api/partner/v2/chats/45'
const chatPath = (id: number) => `/api/partner/v2/chats/${id}`

/** Checks that an answer has the documented format, and returns its code; null for a chat. */
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

test('whatever status Linq answers with, the answer has the documented format and a true status', async ({
  upstream,
  guarded,
}) => {
  const statuses = Array.from({ length: 400 }, (_, index) => 200 + index)
  const codes = new Map<number, [status: number, code: string | null]>()
  for (const status of statuses) {
    upstream.answer = (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"ok":true}')
    }
    // A 5xx for several chats in a row would have Linq left alone; a good answer in between starts anew.
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

const faults: Record<string, [code: string | null, answer: Recorder['answer']]> = {
  'compresses though nobody asked (gzip)': [null, compressed('gzip', gzipSync(chat))],
  'compresses though nobody asked (br)': [null, compressed('br', brotliCompressSync(chat))],
  'compresses though nobody asked (deflate)': [null, compressed('deflate', deflateSync(chat))],
  'sends a gzip bomb (60 KiB that become 60 MiB)': [
    'upstream_too_large',
    compressed('gzip', gzipSync(Buffer.alloc(60 * 1024 * 1024, 0x20))),
  ],
  'says gzip and sends none': ['upstream_unreachable', compressed('gzip', Buffer.from(chat))],
  'sends half a gzip': ['upstream_unreachable', compressed('gzip', gzipSync(chat).subarray(0, 60))],
  'names a coding nobody knows': ['upstream_unusable', compressed('x-secret', gzipSync(chat))],
  'promises more than it sends': [
    'upstream_unreachable',
    (request, response) => {
      response.writeHead(200, { 'content-length': chat.length + 100 })
      response.write(chat, () => request.socket.end())
    },
  ],
  'promises less than it sends': [
    'upstream_unusable',
    (_, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 20\r\nconnection: close\r\n\r\n${chat}`)
    },
  ],
  'sends half a body': ['upstream_unusable', (_, response) => response.end(chat.slice(0, 90))],
  'hangs up': ['upstream_unreachable', (request) => request.socket.destroy()],
  'resets the connection': ['upstream_unreachable', (request) => request.socket.resetAndDestroy()],
  'resets in the middle': [
    'upstream_unreachable',
    (request, response) => {
      response.writeHead(200, { 'content-length': chat.length })
      response.write(chat.slice(0, 50), () => request.socket.resetAndDestroy())
    },
  ],
  'speaks no HTTP': ['upstream_unreachable', (request) => request.socket.end('hello\r\n\r\n')],
  'sends 70 KiB of headers': [
    'upstream_unreachable',
    (_, response) => response.writeHead(200, { 'x-long': 'x'.repeat(70_000) }).end(chat),
  ],
  'says nothing': ['upstream_timeout', () => {}],
  'begins and stops': ['upstream_timeout', (_, response) => void response.writeHead(200).write('{"data":')],
  'drips one byte at a time': [
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
  test(`a Linq that ${fault} is told as ${code ?? 'a chat'}, and the next lookup is fine`, async ({
    upstream,
    guarded,
    hasty,
  }) => {
    const { url, output } = code === 'upstream_timeout' ? hasty : guarded
    upstream.answer = answer
    const response = await fetch(`${url}${path}`)
    expect(await codeOf(response)).toBe(code)
    // On a kept connection this looks like one that has died, so the call goes again on a fresh one, once.
    const mostCalls = ['hangs up', 'resets the connection'].includes(fault) ? 2 : 1
    expect(upstream.asked.length).toBeLessThanOrEqual(mostCalls)
    upstream.answer = documented
    expect((await fetch(`${url}${path}`)).status).toBe(200)
    expect(output()).not.toContain(token)
    expect(output()).not.toContain('"level":"error"')
  })

test('a server that takes the connection and never shakes hands is given up after the time for a connection', async () => {
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

test('connections are used again', async ({ upstream, guarded }) => {
  for (let id = 1; id <= 50; id += 1) expect((await fetch(`${guarded.url}${chatPath(id)}`)).status).toBe(200)
  expect(upstream.asked).toHaveLength(50)
  expect(upstream.connections).toBeLessThanOrEqual(2)
})

test('a Linq that fails again and again is left alone, and asked again when it recovers', async ({
  upstream,
  guarded,
}) => {
  upstream.answer = (request) => request.socket.destroy()
  for (let id = 1; id <= 8; id += 1) expect((await fetch(`${guarded.url}${chatPath(id)}`)).status).toBe(502)
  const asked = upstream.asked.length
  const refused = await fetch(`${guarded.url}${path}`)
  expect([refused.status, await codeOf(refused)]).toEqual([503, 'upstream_down'])
  // What is left of five seconds.
  expect(refused.headers.get('retry-after')).toMatch(/^[1-5]$/)
  expect(upstream.asked).toHaveLength(asked)
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(503)
  expect((await fetch(`${guarded.url}/healthz`)).status).toBe(200)
  upstream.answer = documented
  await expect.poll(async () => (await fetch(`${guarded.url}${path}`)).status).toBe(200)
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(200)
})

test('a console whose Linq is out of reach is not ready, and is again once it was reached', async ({
  upstream,
  guarded,
}) => {
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(200)
  upstream.answer = (request) => request.socket.destroy()
  await fetch(`${guarded.url}${path}`)
  // One chat that gets no answer says nothing of the others.
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(200)
  for (const id of [46, 47]) await fetch(`${guarded.url}${chatPath(id)}`)
  expect(await (await fetch(`${guarded.url}/readyz`)).json()).toMatchObject({ upstream: 'failing' })
  upstream.answer = documented
  await fetch(`${guarded.url}${path}`)
  expect((await fetch(`${guarded.url}/readyz`)).status).toBe(200)
})

test('clients that do not read hold nobody else up', async ({ upstream, guarded }) => {
  const large = JSON.stringify({ data: { ...documentedChat.data, padding: 'x'.repeat(4 * 1024 * 1024) } })
  upstream.answer = (request, response) => {
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

test('SIGTERM lets lookups under way end, refuses new ones, and then ends with 0', async ({ upstream }) => {
  const server = await startServer('console', liveAgainst(upstream))
  const release = Promise.withResolvers<void>()
  upstream.answer = (request, response) => void release.promise.then(() => documented(request, response))
  const underWay = fetch(`${server.url}${path}`)
  await expect.poll(() => upstream.asked.length).toBe(1)
  // A connection that stays open, as a proxy in front keeps one.
  const { hostname, port, host } = new URL(server.url)
  const kept = connect({ host: hostname, port: Number(port) })
  let heard = ''
  kept.on('data', (chunk) => (heard += String(chunk)))
  kept.write(`GET ${chatPath(46)} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  await expect.poll(() => upstream.asked.length).toBe(2)
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
  expect((await underWay).status).toBe(200)
  await expect.poll(() => heard).toContain('"code":"draining"')
  expect(heard).toMatch(/^HTTP\/1\.1 200 /)
  expect(heard).toContain('HTTP/1.1 503 ')
  expect(upstream.asked).toHaveLength(2)
  expect((await ended)[0]).toBe(0)
  // Nothing was left to wait for, so it did not wait the whole ten seconds; nor for the kept connection.
  expect(performance.now() - started).toBeLessThan(9000)
})

test('a lookup that never ends holds a stopping server for ten seconds, and a second signal ends it at once', async ({
  upstream,
}) => {
  upstream.answer = () => {}
  const [patient, hurried] = await Promise.all([
    startServer('console', { ...liveAgainst(upstream), LINQ_TIMEOUT_MS: '60000' }),
    startServer('console', { ...liveAgainst(upstream), LINQ_TIMEOUT_MS: '60000' }),
  ])
  for (const { url } of [patient, hurried]) void fetch(`${url}${path}`).catch(() => {})
  await expect.poll(() => upstream.asked.length).toBe(2)
  const started = performance.now()
  const ends = [patient, hurried].map(async ({ process }) => {
    const [code] = await once(process, 'exit')
    return { code, after: performance.now() - started }
  })
  patient.process.kill('SIGTERM')
  hurried.process.kill('SIGTERM')
  await expect
    .poll(
      async () =>
        await fetch(hurried.url).then(
          () => 'listens',
          () => 'closed',
        ),
    )
    .toBe('closed')
  hurried.process.kill('SIGTERM')
  const [slow, quick] = await Promise.all(ends)
  expect([slow?.code, quick?.code]).toEqual([0, 1])
  expect(slow?.after).toBeGreaterThan(9000)
  expect(quick?.after).toBeLessThan(slow?.after ?? 0)
})

test('a console without its Linq still tells health, and its page', async () => {
  const gone = await startRecorder()
  gone.stop()
  const server = await startServer('console', liveAgainst(gone))
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${server.url}/chats/45`)).status).toBe(200)
  expect(await codeOf(await fetch(`${server.url}${path}`))).toBe('upstream_unreachable')
  await server.stop()
})
