import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'

import { expect, test } from 'vitest'

import type { GatewayRequest } from '../../../gateway/request.ts'
import { portOf } from './listen.ts'
import { createRequestReader, headerOf } from './read-request.ts'

const readRequest = createRequestReader([])

/** Sends bytes to a server, and returns what it reads of them; undefined when Node's parser refuses them. */
async function read(bytes: string): Promise<GatewayRequest | null | undefined> {
  let request: GatewayRequest | null | undefined
  const server = createServer({ requireHostHeader: false }, (incoming, outgoing) => {
    request = readRequest(incoming, outgoing)
    outgoing.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect(portOf(server.address()) ?? 0, '127.0.0.1')
  socket.write(bytes, 'latin1')
  socket.resume()
  await once(socket, 'close')
  server.close()
  return request
}

const get = async (target: string, headers = 'Host: localhost:8080\r\n') =>
  await read(`GET ${target} HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`)

test('reads the target as it stood in the request line, the host and the address', async () => {
  expect(await get('/chats/45/../x?y=%41#z')).toMatchObject({
    method: 'GET',
    target: '/chats/45/../x?y=%41#z',
    host: 'localhost:8080',
    address: '127.0.0.1',
  })
})

test('reads long targets and whole URLs', async () => {
  const long = `/${'x'.repeat(10_000)}`
  expect((await get(long))?.target).toBe(long)
  expect((await get('http://console.test/x', ''))?.target).toBe('http://console.test/x')
})

test.each([
  'localhost',
  'LOCALHOST:8080',
  'console.example.com:65535',
  '127.0.0.1:80',
  '[::1]:8080',
  'under_score.test',
])('reads a request to %s', async (host) => {
  expect((await get('/', `Host: ${host}\r\n`))?.host).toBe(host)
})

test.each([
  ['no host', ''],
  ['an empty host', 'Host:\r\n'],
  ['two hosts', 'Host: localhost\r\nHost: localhost\r\n'],
  ['a host with a space', 'Host: a b\r\n'],
  ['a host with a user', 'Host: user@localhost\r\n'],
  ['a host with a path', 'Host: localhost/x\r\n'],
  ['an impossible port', 'Host: localhost:99999\r\n'],
  ['an impossible address', 'Host: [::1::2]\r\n'],
])('does not read a request with %s', async (_, headers) => {
  expect(await get('/', headers)).toBeNull()
})

test.each([String.raw`/chats\45`, String.raw`/chats/45#\x`, 'http://', 'ftp://localhost/', '*'])(
  'does not read the target %s',
  async (target) => {
    expect(await get(target)).toBeNull()
  },
)

test('reads a backslash in a query', async () => {
  expect((await get(String.raw`/chats?ids=4\5`))?.target).toBe(String.raw`/chats?ids=4\5`)
})

test('joins headers of one name as `Headers` does', () => {
  const raw = ['Host', 'localhost', 'cookie', 'a=1', 'Cookie', 'b=2', 'Origin', 'x', 'ORIGIN', 'y']
  expect(['host', 'cookie', 'origin', 'constructor'].map((name) => headerOf(raw, name))).toEqual([
    'localhost',
    'a=1; b=2',
    'x, y',
    null,
  ])
})

test('a client that disconnects before the response aborts the signal, one that has the response does not', async () => {
  const signals: (boolean | undefined)[] = []
  const server = createServer((incoming, outgoing) => {
    const request = readRequest(incoming, outgoing)
    outgoing.on('close', () => signals.push(request?.signal.aborted))
    if (request?.target === '/answered') outgoing.end('x')
    else incoming.socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${portOf(server.address())}`
  await (await fetch(`${origin}/answered`)).text()
  await expect(fetch(`${origin}/left`)).rejects.toThrow()
  server.closeAllConnections()
  server.close()
  expect(signals).toEqual([false, true])
})

test('a client that goes on sending a body after its response is disconnected', async () => {
  const server = createServer((incoming, outgoing) => {
    readRequest(incoming, outgoing)
    outgoing.end('answered')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect(portOf(server.address()) ?? 0, '127.0.0.1')
  socket.on('error', () => {})
  socket.resume()
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n')
  const sending = setInterval(() => socket.write('x'), 20)
  await once(socket, 'close')
  clearInterval(sending)
  server.close()
})
