import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'

import { expect, test } from 'vitest'

import { lingerMs, trackConnections } from './connections.ts'
import { portOf, timeouts } from './listen.ts'

/** Far above what a machine under load needs. */
const bound = { timeout: 20_000 }

/** A server with short time-outs, and a client that never closes its side of the connection. */
async function setUp() {
  const server = createServer({
    ...timeouts,
    headersTimeout: 200,
    requestTimeout: 400,
    connectionsCheckingInterval: 50,
  })
  trackConnections(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect({ port: portOf(server.address()) ?? 0, host: '127.0.0.1', allowHalfOpen: true })
  client.on('error', () => {})
  let received = ''
  client.on('data', (chunk) => (received += String(chunk)))
  const end = () => {
    client.destroy()
    server.close()
  }
  return { server, client, received: () => received, end }
}

const openConnections = async (server: ReturnType<typeof createServer>) =>
  await new Promise((resolve) => server.getConnections((_, count) => resolve(count)))

test('disconnects a client that sends its headers one byte at a time', async () => {
  const { server, client, received, end } = await setUp()
  const head = `GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ${'x'.repeat(10_000)}`
  let sent = 0
  const timer = setInterval(() => client.write(head.charAt(sent++)), 20)
  await expect.poll(() => received(), bound).toMatch(/^HTTP\/1\.1 408 /)
  await expect.poll(async () => await openConnections(server), bound).toBe(0)
  clearInterval(timer)
  end()
})

for (const [what, text, status] of [
  ['sends no HTTP', 'hello\r\n\r\n', 400],
  ['asks for a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n', 400],
] as const)
  test(`disconnects a client that ${what} and does not close its side`, async () => {
    const { server, client, received, end } = await setUp()
    client.write(text)
    await expect.poll(() => received(), bound).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    await expect.poll(async () => await openConnections(server), bound).toBe(0)
    end()
  })

test('cuts slow headers off within 30 seconds', () => {
  const { headersTimeout, connectionsCheckingInterval } = timeouts
  expect(headersTimeout + connectionsCheckingInterval + lingerMs).toBeLessThan(30_000)
})
