// Answers of a server that never stops sending.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

import { expect, onTestFinished, test } from 'vitest'

import { AnswerTooLarge, boundedFetch, longestAnswer } from './bounded-fetch.ts'

/** The URL of a server that lives for one test. */
async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

/** 200 MB of zeros; `sent` counts those that were read. */
function zeros() {
  const counted = { sent: 0 }
  const source = Readable.from(
    (function* () {
      for (; counted.sent < 200e6; counted.sent += 65_536) yield Buffer.alloc(65_536)
    })(),
  )
  return { counted, source }
}

test('an answer of the greatest length is received whole, with its status and headers', async () => {
  const url = await serve((response) => {
    response.writeHead(201, { 'x-kept': 'yes' })
    response.end(Buffer.alloc(longestAnswer, 'a'))
  })
  const response = await boundedFetch(url)
  expect([response.status, response.headers.get('x-kept')]).toEqual([201, 'yes'])
  expect(await response.text()).toHaveLength(longestAnswer)
})

test('an answer without a body stays one', async () => {
  const url = await serve((response) => void response.writeHead(204).end())
  expect((await boundedFetch(url)).body).toBeNull()
})

test('a longer answer fails, and the rest is not received', async () => {
  const { counted, source } = zeros()
  const url = await serve((response) => void pipeline(source, response).catch(() => {}))
  const response = await boundedFetch(url)
  await expect(response.text()).rejects.toThrow(AnswerTooLarge)
  // What the sockets' buffers hold.
  expect(counted.sent).toBeLessThan(30e6)
})

test('a compressed answer that is longer after decompression fails', async () => {
  const { source } = zeros()
  const url = await serve((response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    pipeline(source, createGzip(), response).catch(() => {})
  })
  const response = await boundedFetch(url)
  await expect(response.json()).rejects.toThrow(AnswerTooLarge)
})
