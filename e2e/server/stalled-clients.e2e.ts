// Clients that never read their responses. This takes half a minute of waiting, during which other tests run.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'

import { type RunningServer, startServer } from '../support/servers.ts'
import { paddedChat } from '../support/large-chat.ts'
import { expect } from '../support/test.ts'
import { liveAgainst, test } from '../support/upstream.ts'

const clients = 30
const path = '/api/partner/v2/chats/45'

/** The resident memory of a process, in MiB. */
const memoryOf = ({ process: { pid } }: RunningServer) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024

test('clients that never read use little memory, and are disconnected after a while', async ({ upstream }) => {
  test.setTimeout(120_000)
  test.skip(process.platform !== 'linux', 'only Linux has /proc/net/tcp')
  const large = paddedChat(4 * 1024 * 1024)
  upstream.respond = (_, response) => response.end(large)
  // A connection may be without traffic for twice this, and ten seconds.
  const server = await startServer('console', { ...liveAgainst(upstream), LINQ_TIMEOUT_MS: '1000' })
  const { host, hostname, port } = new URL(server.url)
  // As many clients that do read, so that garbage of finished answers is not counted.
  for (let count = 0; count < clients; count += 1) {
    const { byteLength } = await (await fetch(`${server.url}${path}`)).arrayBuffer()
    expect(byteLength).toBe(large.length)
  }
  const before = memoryOf(server)
  const sockets = Array.from({ length: clients }, () => {
    const socket = connect({ host: hostname, port: Number(port) }).on('error', () => {})
    socket.pause()
    // An answer that fits into the system's buffers no longer uses the server's memory.
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    return socket
  })
  const closed = Promise.all(sockets.map(async (socket) => await once(socket, 'close')))
  await expect.poll(() => server.output().split('"type":"audit"').length - 1).toBe(2 * clients)
  const grown = memoryOf(server) - before
  process.stdout.write(`${clients} clients that do not read 4 MiB each: ${grown.toFixed(0)} MiB more.\n`)
  // Half of their answers.
  expect(grown).toBeLessThan(clients * 2)
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
