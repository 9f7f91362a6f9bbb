// Searches by the worker in the edge runtime.
import { documentedV3Chat } from '../../src/linq/v3/example.ts'
import { startEdge, variablesBehind } from '../support/edge.ts'
import { freePort, startAccessProxy } from '../support/identity/identity.ts'
import { expect } from '../support/test.ts'
import { test } from '../support/upstream.ts'

test('finds chats by a number as on Node', async ({ upstream }) => {
  const proxy = await startAccessProxy({})
  const port = await freePort()
  const edge = await startEdge(
    {
      ...variablesBehind(proxy, upstream, port),
      FIND: 'on',
      FIND_SECRET: 'find-secret-of-the-test-0123456789',
      FIND_PER_MINUTE: '6',
    },
    port,
  )
  upstream.respond = (_, response) =>
    response.end(JSON.stringify({ chats: [documentedV3Chat], next_cursor: String(upstream.requests.length) }))
  const post = async (body: BodyInit, person = 'ann@example.com', headers: Record<string, string> = {}) => {
    const assertion = await proxy.assertion({ email: person, sub: person })
    return await fetch(`${edge.url}/api/find`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-test-assertion': assertion, ...headers },
    })
  }
  const handle = '+12025550102'
  const first = await post(JSON.stringify({ handle }))
  const { chats, next_cursor: cursor } = await first.json()
  expect([first.status, chats, first.headers.get('cache-control')]).toEqual([
    200,
    [documentedV3Chat],
    'private, no-store',
  ])
  expect((await post(JSON.stringify({ handle, cursor }))).status).toBe(200)
  const list = '/api/partner/v3/chats?to=%2B12025550102&limit=100'
  expect(upstream.requests.map(({ line }) => line)).toEqual([`GET ${list}`, `GET ${list}&cursor=1`])
  for (const [body, status, person, headers] of [
    [JSON.stringify({ handle, cursor }), 400, 'bob@example.com'],
    [JSON.stringify({ handle, cursor: 'forged' }), 400],
    ['{}', 400],
    ['x'.repeat(1025), 413],
    [JSON.stringify({ handle }), 415, 'ann@example.com', { 'content-type': 'text/plain' }],
    [JSON.stringify({ handle }), 403, 'ann@example.com', { origin: 'null' }],
  ] as [string, number, string?, Record<string, string>?][])
    expect((await post(body, person, headers)).status, body.slice(0, 60)).toBe(status)
  const anonymous = await fetch(`${edge.url}/api/find`, { method: 'POST', body: JSON.stringify({ handle }) })
  expect(anonymous.status).toBe(401)
  expect(upstream.requests).toHaveLength(2)
  const statuses = []
  for (let count = 0; count < 5; count += 1) statuses.push((await post(JSON.stringify({ handle }))).status)
  expect(statuses).toEqual([200, 200, 200, 200, 429])
  await expect
    .poll(() => edge.logged())
    .toMatch(
      /"person":"ann@example.com".*"operation":"find","chatId":null,"lastDigits":"02","handleHash":"[0-9a-f]{16}"/,
    )
  expect(edge.logged()).not.toMatch(/2025550102|find-secret/)
  expect(await (await fetch(edge.url)).text()).toContain('name="linq-find" content="on"')
  await edge.stop()
  await proxy.stop()
})
