import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'

import { afterEach, expect, test } from 'vitest'

import type { BodyReading } from '../../../gateway/request.ts'
import { portOf } from './listen.ts'
import { readBody } from './read-body.ts'
import { headerOf } from './read-request.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

interface Options {
  milliseconds?: number
  /** What the server does before it reads. */
  before?: (incoming: IncomingMessage) => Promise<void>
}

/** A server that reads each body, and a connection to it. */
async function setUp({ milliseconds = 100, before = async () => {} }: Options = {}) {
  const bounds = { bytes: 10, milliseconds }
  const readings: string[] = []
  const arrived: IncomingMessage[] = []
  const server = createServer((incoming, outgoing) => {
    arrived.push(incoming)
    const headers = { get: (name: string) => headerOf(incoming.rawHeaders, name) }
    const read = async () => {
      await before(incoming)
      const reading = textOf(await readBody(incoming, headers, bounds))
      readings.push(reading)
      outgoing.end(reading)
    }
    void read()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect(portOf(server.address()) ?? 0, '127.0.0.1')
  socket.on('error', () => {})
  ends.push(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  return { socket, readings, arrived }
}

const textOf = (reading: BodyReading) =>
  typeof reading === 'string' ? reading : `"${new TextDecoder().decode(reading)}"`

const head = (...headers: string[]) => `${['POST / HTTP/1.1', 'Host: localhost', ...headers].join('\r\n')}\r\n\r\n`

/** What the server answers next. */
async function answer(socket: Socket): Promise<string> {
  const [data] = await once(socket, 'data')
  return (
    String(data)
      .split('\r\n\r\n')[1]
      ?.replace(/^[0-9a-f]+\r\n/, '') ?? ''
  )
}

test.each([
  ['without a body', head(), '""'],
  ['of a length', `${head('Content-Length: 5')}hello`, '"hello"'],
  ['of the most bytes', `${head('Content-Length: 10')}0123456789`, '"0123456789"'],
  ['in chunks', `${head('Transfer-Encoding: chunked')}3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n`, '"hello"'],
  ['that declares too much', head('Content-Length: 11'), 'too-large'],
  ['in too many chunks', `${head('Transfer-Encoding: chunked')}6\r\n012345\r\n6\r\n012345\r\n`, 'too-large'],
  ['in one large chunk', `${head('Transfer-Encoding: chunked')}ffff\r\n${'x'.repeat(100)}`, 'too-large'],
  ['that does not arrive', head('Content-Length: 5'), 'too-slow'],
  ['that stops in the middle', `${head('Content-Length: 5')}he`, 'too-slow'],
  ['in chunks without an end', `${head('Transfer-Encoding: chunked')}3\r\nhel\r\n`, 'too-slow'],
])('reads a request %s', async (_, bytes, expected) => {
  const { socket } = await setUp()
  socket.write(bytes)
  expect(await answer(socket)).toBe(expected)
})

test('a byte now and then does not extend the time', async () => {
  const { socket } = await setUp()
  socket.write(head('Content-Length: 10'))
  const sending = setInterval(() => socket.write('x'), 20)
  ends.push(() => clearInterval(sending))
  expect(await answer(socket)).toBe('too-slow')
})

test('the connection can be used again after a body that was too large', async () => {
  const { socket } = await setUp()
  socket.write(`${head('Transfer-Encoding: chunked')}14\r\n${'x'.repeat(20)}\r\n`)
  expect(await answer(socket)).toBe('too-large')
  socket.write(`0\r\n\r\n${head('Content-Length: 2')}ok`)
  expect(await answer(socket)).toBe('"ok"')
})

const closed = async (incoming: IncomingMessage) =>
  await new Promise<void>((resolve) => void incoming.once('close', () => resolve()))

test.each([
  ['while it is read', async () => {}],
  ['before it is read', closed],
])('a client that leaves %s ends the reading', async (_, before) => {
  const { socket, readings, arrived } = await setUp({ milliseconds: 60_000, before })
  socket.write(`${head('Content-Length: 5')}he`)
  await expect.poll(() => arrived.length).toBe(1)
  socket.destroy()
  await expect.poll(() => readings).toEqual(['left'])
  expect(arrived[0]?.listenerCount('data')).toBe(0)
})
