import { expect, test, vi } from 'vitest'

import { fromFetch, toFetch } from './fetch-adapter.ts'

test('reads the target and the host of a request, unless they are known', () => {
  const request = new Request('https://console.test/chats/45?x=1', { headers: { host: 'console.test' } })
  expect(fromFetch(request)).toMatchObject({ target: '/chats/45?x=1', host: 'console.test', address: null })
  const known = { target: '/chats/45/../find', host: 'other.test', address: '10.0.0.1' }
  expect(fromFetch(request, known)).toMatchObject(known)
})

test('makes a response of a whole body, with each cookie', async () => {
  const headers = { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] }
  const response = toFetch({ status: 503, headers, body: new TextEncoder().encode('text') })
  expect([response.status, response.headers.get('content-type'), response.headers.getSetCookie()]).toEqual([
    503,
    'text/plain',
    ['a=1', 'b=2'],
  ])
  expect(await response.text()).toBe('text')
})

test('hands a large body over in pieces', async () => {
  const bytes = Uint8Array.from({ length: 600_000 }, (_, index) => (index * 7) % 256)
  const { body } = toFetch({ status: 200, headers: {}, body: bytes })
  const lengths: number[] = []
  const received: number[] = []
  for await (const piece of body ?? []) {
    lengths.push(piece.length)
    received.push(...piece)
  }
  expect(Math.max(...lengths)).toBe(64 * 1024)
  expect(Uint8Array.from(received)).toEqual(bytes)
})

test('ends a stream that its reader cancels', async () => {
  const ended = vi.fn<() => void>()
  async function* endless() {
    try {
      for (;;) yield new Uint8Array(10)
    } finally {
      ended()
    }
  }
  const { body } = toFetch({ status: 200, headers: {}, body: endless() })
  const reader = body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect(ended).toHaveBeenCalledOnce()
})
