// Load on the production server, limited in requests and time, on this machine only.
import { execFileSync } from 'node:child_process'
import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

import { startServer } from '../support/servers.ts'
import { expect } from '../support/test.ts'
import { documented, liveAgainst, type Recorder, searchedAgainst, test } from '../support/upstream.ts'

const chatPath = (id: number) => `/api/partner/v2/chats/${id}`

interface Reply {
  status: number
  requestId: string
  body: string
}

/** Sends a request over its own connection. */
const send = async (url: string) =>
  await new Promise<Reply>((resolve, reject) => {
    const sent = request(url, { agent: false }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += String(chunk)))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, requestId: String(response.headers['x-request-id']), body }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })

test('2,000 simultaneous lookups of one chat all succeed, with at most two upstream calls', async ({ upstream }) => {
  upstream.respond = (incoming, response) => void setTimeout(() => documented(incoming, response), 3000)
  const server = await startServer('console', liveAgainst(upstream))
  const replies = await Promise.all(Array.from({ length: 2000 }, async () => await send(server.url + chatPath(45))))
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
  expect(new Set(replies.map(({ body }) => body)).size).toBe(1)
  expect(new Set(replies.map(({ requestId }) => requestId)).size).toBe(2000)
  expect(upstream.requests.length).toBeLessThanOrEqual(2)
  await expect.poll(() => server.output().split('"type":"audit"').length - 1).toBe(2000)
  process.stdout.write(`2,000 lookups of one chat: ${upstream.requests.length} upstream calls.\n`)
  await server.stop()
})

/** The resident memory of a process, in MiB. */
const memoryOf = (pid: number | undefined) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024

/** Lets an upstream answer after 5 ms, and counts how many calls run at a time. */
function answerAfter5ms(upstream: Recorder): { running: number; most: number } {
  const calls = { running: 0, most: 0 }
  upstream.respond = (incoming, response) => {
    calls.running += 1
    calls.most = Math.max(calls.most, calls.running)
    setTimeout(() => {
      calls.running -= 1
      documented(incoming, response)
    }, 5)
  }
  return calls
}

test('repeated lookups of 200 chats at once cause no error, at most 64 concurrent upstream calls and no memory growth', async ({
  upstream,
}) => {
  const calls = answerAfter5ms(upstream)
  const server = await startServer('console', { ...liveAgainst(upstream), LOG_LEVEL: 'error', AUDIT_LOG: '/dev/null' })
  const round = async () =>
    await Promise.all(Array.from({ length: 200 }, async (_, id) => (await send(server.url + chatPath(id + 1))).status))
  const memory: number[] = []
  for (let count = 0; count < 30; count += 1) {
    expect(new Set(await round())).toEqual(new Set([200]))
    memory.push(memoryOf(server.process.pid))
  }
  expect(upstream.requests).toHaveLength(6000)
  expect(calls.most).toBeLessThanOrEqual(64)
  // The first rounds fill caches; after them memory must not grow.
  const [warm = 0, end = 0] = [memory[9], memory.at(-1)]
  process.stdout.write(
    `6,000 lookups of 200 chats: ${warm.toFixed(0)} MiB after 2,000, ${end.toFixed(0)} MiB at the end.\n`,
  )
  expect(end).toBeLessThan(warm * 1.5 + 20)
  await server.stop()
})

test('more than 464 lookups at once are refused with Retry-After, in the documented format', async ({ upstream }) => {
  const release = Promise.withResolvers<void>()
  upstream.respond = (incoming, response) => void release.promise.then(() => documented(incoming, response))
  const server = await startServer('console', liveAgainst(upstream))
  const sending = Array.from({ length: 600 }, async (_, id) => await send(server.url + chatPath(id + 1)))
  await expect.poll(() => server.output().split('"outcome":"overloaded"').length - 1).toBe(600 - 464)
  expect(upstream.requests).toHaveLength(64)
  release.resolve()
  const replies = await Promise.all(sending)
  const refused = replies.filter(({ status }) => status !== 200)
  expect(refused).toHaveLength(600 - 464)
  for (const { status, body } of refused) {
    expect(status).toBe(503)
    expect(JSON.parse(body)).toMatchObject({ errors: [{ status: 503, code: 'overloaded' }] })
  }
  await server.stop()
})

/** Sends a search over its own connection. */
const search = async (url: string, handle: string) =>
  await fetch(`${url}/api/find`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ handle }),
  })

test('repeated searches at once cause no error, at most 64 concurrent upstream calls, only GETs and no memory growth', async ({
  upstream,
}) => {
  const calls = answerAfter5ms(upstream)
  const settings = { ...searchedAgainst(upstream), LOG_LEVEL: 'error', AUDIT_LOG: '/dev/null' }
  const server = await startServer('console', settings)
  const memory: number[] = []
  for (let round = 0; round < 10; round += 1) {
    const answers = Array.from({ length: 100 }, async (_, id) => {
      const response = await search(server.url, `+1202555${String(id).padStart(4, '0')}`)
      return [response.status, (await response.json()).chats.length]
    })
    for (const answer of await Promise.all(answers)) expect(answer).toEqual([200, 1])
    memory.push(memoryOf(server.process.pid))
  }
  // No two searches share a call.
  expect(upstream.requests).toHaveLength(1000)
  for (const { line } of upstream.requests)
    expect(line).toMatch(/^GET \/api\/partner\/v3\/chats\?to=%2B1202555\d{4}&limit=100$/)
  expect(calls.most).toBeLessThanOrEqual(64)
  const [warm = 0, end = 0] = [memory[3], memory.at(-1)]
  process.stdout.write(`1,000 searches: ${warm.toFixed(0)} MiB after 400, ${end.toFixed(0)} MiB at the end.\n`)
  expect(end).toBeLessThan(warm * 1.5 + 20)
  await server.stop()
})

test('500 bodies that never arrive are refused after 5 s, and delay no other request', async ({ upstream }) => {
  const server = await startServer('console', searchedAgainst(upstream))
  const { host, hostname, port } = new URL(server.url)
  const before = memoryOf(server.process.pid)
  const heads = ['Content-Length: 25', 'Content-Length: 1024', 'Transfer-Encoding: chunked']
  const clients = Array.from({ length: 500 }, (_, index) => {
    const socket = connect({ host: hostname, port: Number(port) })
    socket.write(
      `POST /api/find HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n${heads[index % 3]}\r\n\r\n`,
    )
    return text(socket)
  })
  const started = performance.now()
  expect((await search(server.url, '+12025550102')).status).toBe(200)
  expect((await send(server.url + chatPath(45))).status).toBe(200)
  // Long before the bodies are refused.
  expect(performance.now() - started).toBeLessThan(5000)
  for (const answer of await Promise.all(clients)) expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(memoryOf(server.process.pid) - before).toBeLessThan(100)
  expect(upstream.requests).toHaveLength(2)
  await server.stop()
})
