import { once } from 'node:events'
import { createServer, request } from 'node:http'

import { expect, test, vi } from 'vitest'

import type { GatewayResponse } from '../../../gateway/response.ts'
import { portOf } from './listen.ts'
import { writeResponse } from './write-response.ts'

const response = (body: GatewayResponse['body'], headers: GatewayResponse['headers'] = {}): GatewayResponse => ({
  status: 200,
  headers,
  body,
})

/** Starts a server that writes the response, and sends it a request. */
async function serve(written: GatewayResponse, method = 'GET') {
  const server = createServer((_, outgoing) => writeResponse(outgoing, written)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const asking = request({ port: portOf(server.address()), method, agent: false })
  asking.on('error', () => {})
  asking.end()
  return { server, asking }
}

async function receive(written: GatewayResponse, method?: string) {
  const { server, asking } = await serve(written, method)
  const [incoming] = await once(asking, 'response')
  const received: Buffer[] = []
  for await (const chunk of incoming) received.push(chunk)
  server.close()
  return { headers: incoming.headers, body: Buffer.concat(received) }
}

test.each([0, 1, 16 * 1024, 16 * 1024 + 1, 256 * 1024 + 1, 3_000_000])(
  'writes %i bytes as they are',
  async (length) => {
    const body = Uint8Array.from({ length }, (_, index) => (index * 7) % 256)
    const received = await receive(response(body, { 'content-length': String(length) }))
    expect(Buffer.compare(received.body, body)).toBe(0)
  },
)

async function* chunks() {
  yield new TextEncoder().encode('one ')
  await new Promise((resolve) => setTimeout(resolve, 5))
  yield new TextEncoder().encode('two')
}

test('writes each chunk of a streamed body at once', async () => {
  const { headers, body } = await receive(response(chunks()))
  expect([headers['transfer-encoding'], body.toString()]).toEqual(['chunked', 'one two'])
})

test('writes no body for null', async () => {
  const { headers, body } = await receive(response(null, { 'content-length': '13' }), 'HEAD')
  expect([headers['content-length'], body.length]).toEqual(['13', 0])
})

test('gives each response an id, unless it has one', async () => {
  expect((await receive(response(null))).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect((await receive(response(null, { 'x-request-id': 'its own' }))).headers['x-request-id']).toBe('its own')
})

test('ends a stream whose client disconnects', async () => {
  const ended = vi.fn<() => void>()
  async function* endless() {
    try {
      for (;;) yield new Uint8Array(65_536)
    } finally {
      ended()
    }
  }
  const { server, asking } = await serve(response(endless()))
  await once(asking, 'response')
  asking.destroy()
  await vi.waitFor(() => expect(ended).toHaveBeenCalled())
  server.close()
})

async function* failing() {
  yield new Uint8Array(10)
  await new Promise((resolve) => setTimeout(resolve, 20))
  throw new Error('the stream failed')
}

test('breaks off the connection when a stream fails', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const { server, asking } = await serve(response(failing()))
  const [incoming] = await once(asking, 'response')
  await expect(async () => {
    for await (const _ of incoming);
  }).rejects.toThrow('aborted')
  expect(JSON.parse(String(stderr.mock.lastCall?.[0]))).toMatchObject({
    level: 'error',
    message: expect.stringContaining('the stream failed'),
  })
  stderr.mockRestore()
  server.close()
})
