// Clients that reset, stall, send invalid bytes or never read; and closed streams of the process.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { cleanEnvironment, root, type RunningServer, startServer, untilListening } from '../support/servers.ts'
import { expect } from '../support/test.ts'
import { liveAgainst, send, test } from '../support/upstream.ts'

const path = '/api/partner/v2/chats/45'

const open = (url: string): Socket => {
  const { hostname, port } = new URL(url)
  return connect({ host: hostname, port: Number(port) }).on('error', () => {})
}

/** Sends bytes and resets the connection at once. */
const sendAndReset = async (url: string, bytes: string) => {
  const socket = open(url)
  await once(socket, 'connect')
  socket.write(bytes)
  socket.resetAndDestroy()
}

test('a connection that is reset at any time affects no other', async ({ guarded }) => {
  const { host } = new URL(guarded.url)
  const requests = [
    'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`,
    `GET / HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n`,
    'noise\r\n\r\n',
    '',
  ]
  for (let count = 0; count < 30; count += 1) for (const request of requests) await sendAndReset(guarded.url, request)
  expect((await fetch(`${guarded.url}${path}`)).status).toBe(200)
  expect(guarded.process.exitCode).toBeNull()
})

test('responds to a request with an invalid body', async ({ guarded }) => {
  const { host } = new URL(guarded.url)
  for (const [line, status] of [
    [`POST ${path}`, 405],
    [`GET ${path}`, 200],
  ] as const)
    for (const coding of ['xchunked', 'chunked']) {
      const answer = await send(
        guarded.url,
        `${line} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: ${coding}\r\nConnection: close\r\n\r\nzz\r\n`,
      )
      expect(answer, `${line} ${coding}`).toMatch(new RegExp(`^HTTP/1\\.1 (?:${status}|400) `))
      expect(answer).toContain('content-type: application/json')
    }
})

/** The resident memory of a process, in MiB. */
const memoryOf = ({ process: { pid } }: RunningServer) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024

test('clients that never read use little memory, and are disconnected after a while', async ({ upstream }) => {
  test.setTimeout(120_000)
  test.skip(process.platform !== 'linux', 'only Linux has /proc/net/tcp')
  const large = JSON.stringify({ data: { ...documentedChat.data, padding: 'x'.repeat(4 * 1024 * 1024) } })
  upstream.respond = (_, response) => response.end(large)
  // A connection may be without traffic for twice this, and ten seconds.
  const server = await startServer('console', { ...liveAgainst(upstream), LINQ_TIMEOUT_MS: '1000' })
  const { host } = new URL(server.url)
  // As many clients that do read, so that garbage of finished answers is not counted.
  for (let count = 0; count < 60; count += 1) await (await fetch(`${server.url}${path}`)).arrayBuffer()
  const before = memoryOf(server)
  const sockets = Array.from({ length: 60 }, () => {
    const socket = open(server.url)
    socket.pause()
    // An answer that fits into the system's buffers no longer uses the server's memory.
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    return socket
  })
  const closed = Promise.all(sockets.map(async (socket) => await once(socket, 'close')))
  await expect.poll(() => server.output().split('"type":"audit"').length - 1).toBe(120)
  const grown = memoryOf(server) - before
  process.stdout.write(`60 clients that do not read 4 MiB each: ${grown.toFixed(0)} MiB more.\n`)
  expect(grown).toBeLessThan(150)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  // The other connections are the clients' above. A paused socket gets no `close` event before it has read its data.
  await expect.poll(() => connectionsOf(server), { timeout: 60_000 }).toBeLessThan(6)
  for (const socket of sockets) socket.destroy()
  await closed
  await server.stop()
})

/** How many established connections the system lists for a server's port. */
function connectionsOf({ url }: RunningServer): number {
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0')
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .filter((line) => new RegExp(`^ *\\d+: [0-9A-F]{8}:${port} [0-9A-F]{8}:[0-9A-F]{4} 01 `).test(line)).length
}

test('after SIGTERM a slow client still receives its complete response', async ({ upstream }) => {
  const large = JSON.stringify({ data: { ...documentedChat.data, padding: 'x'.repeat(4 * 1024 * 1024) } })
  upstream.respond = (_, response) => response.end(large)
  const server = await startServer('console', liveAgainst(upstream))
  const { host } = new URL(server.url)
  const socket = open(server.url)
  socket.pause()
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  await expect.poll(server.output).toContain('"type":"audit"')
  const ended = once(server.process, 'exit')
  server.process.kill('SIGTERM')
  await expect
    .poll(async () => {
      try {
        return (await fetch(server.url)).status
      } catch {
        return 'closed'
      }
    })
    .toBe('closed')
  let length = 0
  socket.on('data', (chunk) => (length += chunk.length))
  socket.resume()
  await once(socket, 'close')
  expect(length).toBeGreaterThan(large.length)
  expect((await ended)[0]).toBe(0)
})

test('a full disk behind stdout refuses lookups, and a closed stderr only loses log lines', async ({ upstream }) => {
  test.skip(!existsSync('/dev/full'), 'there is no /dev/full here')
  const start = async (redirection: string) =>
    await untilListening(
      spawn('sh', ['-c', `exec "$0" "$1" ${redirection}`, process.execPath, join(root, 'dist/server/server.js')], {
        cwd: root,
        env: { ...cleanEnvironment(), ...liveAgainst(upstream), PORT: '0' },
      }),
    )
  const full = await start('> /dev/full')
  for (let count = 0; count < 3; count += 1) {
    const response = await fetch(`${full.url}${path}`)
    expect([response.status, (await response.json()).errors[0].code]).toEqual([503, 'audit_unavailable'])
  }
  expect((await fetch(`${full.url}/healthz`)).status).toBe(200)
  await full.stop()

  const withoutStderr = await startServer('console', liveAgainst(upstream))
  withoutStderr.process.stderr?.destroy()
  for (let count = 0; count < 5; count += 1) expect((await fetch(`${withoutStderr.url}${path}`)).status).toBe(200)
  withoutStderr.process.stdout?.destroy()
  const refused = await fetch(`${withoutStderr.url}${path}`)
  expect([refused.status, (await refused.json()).errors[0].code]).toEqual([503, 'audit_unavailable'])
  expect((await fetch(`${withoutStderr.url}/healthz`)).status).toBe(200)
  await withoutStderr.stop()
})
