import { once } from 'node:events'
import { createServer, request } from 'node:http'

import { expect, test } from 'vitest'

import { portOf } from './listen.ts'
import { askingOf, isPlainLookup, write } from './fast-path.ts'

/** What a server sees of a request, and what a client of the answer that `write` makes of a body. */
async function exchange(
  {
    method = 'GET',
    path = '/api/partner/v2/chats/45',
    headers = {},
  }: { method?: string; path?: string; headers?: Record<string, string | string[]> | readonly string[] } = {},
  body: Uint8Array<ArrayBuffer> | null = null,
) {
  let plain = false
  let heard: (string | null)[] = []
  const server = createServer((incoming, response) => {
    plain = isPlainLookup(incoming)
    const { headers: sent } = askingOf(incoming, response)
    heard = [sent.get('host'), sent.get('cookie'), sent.get('origin'), sent.get('constructor')]
    write(response, { status: 200, headers: { 'content-length': String(body?.byteLength ?? 0) }, body })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const asking = request({ port: portOf(server.address()), method, path, headers })
  asking.end()
  const [answer] = await once(asking, 'response')
  const pieces: Buffer[] = []
  for await (const piece of answer) pieces.push(piece)
  server.close()
  return { plain, heard, came: Buffer.concat(pieces) }
}

test('a GET of an id from an ordinary host is plain', async () => {
  expect((await exchange()).plain).toBe(true)
  expect((await exchange({ headers: { host: 'console.example.com' } })).plain).toBe(true)
})

test.each<[string, Parameters<typeof exchange>[0]]>([
  ['another method', { method: 'HEAD' }],
  ['a query', { path: '/api/partner/v2/chats/45?limit=1' }],
  ['what is no id', { path: '/api/partner/v2/chats/find' }],
  ['a longer path', { path: '/api/partner/v2/chats/45/messages' }],
  ['an absolute target', { path: 'http://127.0.0.1/api/partner/v2/chats/45' }],
  ['an odd host', { headers: { host: 'a b' } }],
  ['an impossible port', { headers: { host: 'localhost:99999' } }],
  ['two hosts', { headers: ['host', 'localhost', 'host', 'localhost'] }],
])('%s takes the long way', async (_, asked) => {
  expect((await exchange(asked)).plain).toBe(false)
})

test('headers of one name are joined as the web joins them', async () => {
  const { heard } = await exchange({ headers: { host: 'localhost', cookie: ['a=1', 'b=2'], origin: ['x', 'y'] } })
  expect(heard).toEqual(['localhost', 'a=1; b=2', 'x, y', null])
})

test.each([0, 1, 16 * 1024, 16 * 1024 + 1, 256 * 1024 + 1, 3_000_000])(
  '%i bytes arrive as they are',
  async (length) => {
    const body = Uint8Array.from({ length }, (_, index) => (index * 7) % 256)
    const { came } = await exchange({}, body)
    expect(Buffer.compare(came, body)).toBe(0)
  },
)

test('whoever leaves before the answer aborts the signal, whoever has it does not', async () => {
  const signals: { aborted: boolean }[] = []
  const server = createServer((incoming, response) => {
    signals.push(askingOf(incoming, response).signal)
    if (incoming.url === '/answered') response.end('x')
    else incoming.socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${portOf(server.address())}`
  await (await fetch(`${origin}/answered`)).text()
  await expect(fetch(`${origin}/left`)).rejects.toThrow()
  server.closeAllConnections()
  server.close()
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true])
})
