// The lookups of server-rendered pages: which requests cause one, and how it is limited and audited.
import { burst } from '../../src/gateway/guards/rate-limit.ts'
import { largeChat } from '../support/large-chat.ts'
import { navigate, recordActivity, withConsole } from '../support/server-rendered.ts'
import { startServer } from '../support/servers.ts'
import { expect } from '../support/test.ts'
import { documented, liveAgainst, type Recorder, test } from '../support/upstream.ts'

for (const [kind, answer] of [
  ['late', (request, response) => void setTimeout(() => documented(request, response), 2500)],
  ['large', (_, response) => response.end(largeChat(3000))],
] as const satisfies [string, Recorder['respond']][])
  test(`a ${kind} response counts once against the limit, and has one audit line`, async ({
    page,
    upstream,
    folder,
  }) => {
    upstream.respond = answer
    await withConsole({ upstream, folder }, { LOOKUPS_PER_MINUTE: '1' }, async ({ url }, auditLines) => {
      const activity = recordActivity(page)
      await page.goto(`${url}/chats/45`)
      await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
      expect(activity).toEqual({ lookups: 1, faults: [] })
      expect(auditLines()).toHaveLength(1)
      upstream.respond = documented
      const statuses: number[] = []
      for (let count = 0; count < burst; count += 1)
        statuses.push((await fetch(`${url}/api/partner/v2/chats/46`)).status)
      expect(statuses).toEqual([...Array.from({ length: burst - 1 }, () => 200), 429])
    })
  })

test('prefetches, embeds, scripts and non-canonical URLs cause no lookup', async ({ guarded, upstream }) => {
  const requests: [string, RequestInit][] = [
    ['/chats/45', { method: 'HEAD' }],
    ['/chats/45', { headers: { 'sec-purpose': 'prefetch' } }],
    ['/chats/45', { headers: { purpose: 'prefetch' } }],
    ['/chats/45', { headers: { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' } }],
    ['/chats/45', { headers: { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' } }],
    ['/chats/45', { headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' } }],
    ['/chats/045', {}],
    ['/chats/45/', {}],
    ['/chats/99999999999999999999', {}],
    ['/chats/45%20', {}],
  ]
  for (const [path, init] of requests) {
    const response = await fetch(guarded.url + path, init)
    expect(response.headers.get('cache-control'), path).toBe('no-cache')
    expect(await response.text(), path).not.toContain('data-handle-id')
  }
  expect(upstream.requests).toEqual([])
})

test('server-rendered pages count against the lookup limit', async ({ request, upstream, folder }) => {
  await withConsole({ upstream, folder }, { LOOKUPS_PER_MINUTE: '1' }, async ({ url }, auditLines) => {
    const states: string[] = []
    for (let index = 0; index < 22; index += 1) {
      const { html } = await navigate(request, `${url}/chats/45`)
      states.push(/<main [^>]*data-state="([^"]*)"/.exec(html)?.[1] ?? '')
    }
    expect(states.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'ready'))
    expect(states.slice(20)).toEqual(['rate-limited', 'rate-limited'])
    expect(auditLines()).toHaveLength(20)
  })
})

test('a lookup that cannot be audited leaves no chat in the page', async ({ request, upstream }) => {
  const server = await startServer('console', { ...liveAgainst(upstream), AUDIT_LOG: '/dev/full' })
  try {
    const { html } = await navigate(request, `${server.url}/chats/45`)
    expect(html).not.toMatch(/5551234567|data-handle-id/)
    expect(html).toContain('audit_unavailable')
  } finally {
    await server.stop()
  }
})
