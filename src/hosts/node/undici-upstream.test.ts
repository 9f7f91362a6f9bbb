import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'

import { afterEach, expect, test } from 'vitest'

import { parseChatId } from '../../linq/chat-id.ts'
import { callUpstream, deadlinesFor, largestBody } from '../../gateway/upstream/call.ts'
import { createUndiciUpstream } from './undici-upstream.ts'

const id = parseChatId('45') ?? expect.unreachable()
const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/**
 * A raw server, and the gateway's call to it.
 * @param answer handles a request; `count` is the number of the request on its connection, from 1.
 */
async function setUp(answer: (socket: Socket, count: number) => void) {
  const requests: number[] = []
  const server = createServer((socket) => {
    let count = 0
    socket.on('error', () => {})
    socket.on('data', () => {
      count += 1
      requests.push(count)
      answer(socket, count)
    })
    ends.push(() => socket.destroy())
  }).listen(0, '127.0.0.1')
  ends.push(() => server.close())
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const upstream = createUndiciUpstream({ timeoutMs: 5000 })
  const call = async () => {
    const reply = await callUpstream(upstream, {
      operation: { kind: 'get-chat', id },
      largest: largestBody,
      origin,
      tokens: { v2: 'unit-token-93a7', v3: 'unit-token-93a7' },
      deadlines: deadlinesFor(5000),
      reservation: { grow: () => true, release: () => {} },
      client: new AbortController().signal,
    })
    // The connection is free again in the next turn.
    await nextTurn()
    return typeof reply === 'string' ? reply : reply.status
  }
  const callAll = async (count: number) => await Promise.all(Array.from({ length: count }, call))
  return { call, callAll, requests }
}

test('calls again on a fresh connection when a kept one has died', async () => {
  const { callAll, requests } = await setUp((socket, count) => (count === 1 ? socket.write(ok) : socket.destroy()))
  expect(await callAll(8)).toEqual(Array.from({ length: 8 }, () => 200))
  expect(await callAll(8)).toEqual(Array.from({ length: 8 }, () => 200))
  expect(requests).toHaveLength(24)
})

test('does not call again after a part of the answer, or on a connection that was fresh', async () => {
  const partly = await setUp((socket, count) => (count === 1 ? socket.write(ok) : socket.end(ok.slice(0, -1))))
  expect([await partly.call(), await partly.call()]).toEqual([200, 'broken-off'])
  expect(partly.requests).toEqual([1, 2])
  const never = await setUp((socket) => socket.destroy())
  expect([await never.call(), never.requests]).toEqual(['unreachable', [1]])
})

test('calls again once at the most', async () => {
  let isDown = false
  const { call, requests } = await setUp((socket) => (isDown ? socket.destroy() : socket.write(ok)))
  expect(await call()).toBe(200)
  isDown = true
  expect(await call()).toBe('unreachable')
  expect(requests).toEqual([1, 2, 1])
})

test('reads the answer after an unexpected 100 Continue and other interim responses', async () => {
  for (const interim of ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n']) {
    const { call } = await setUp((socket) => socket.write(interim + ok))
    expect([await call(), await call()]).toEqual([200, 200])
  }
})
