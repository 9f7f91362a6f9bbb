// Clients that reset, stall or send invalid bytes; and closed streams of the process.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'

import { cleanEnvironment, root, startServer, untilListening } from '../support/servers.ts'
import { paddedChat } from '../support/large-chat.ts'
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

test('after SIGTERM a slow client still receives its complete response', async ({ upstream }) => {
  const large = paddedChat(4 * 1024 * 1024)
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
