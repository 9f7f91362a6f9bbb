// The page of a chat as the production server sends it: with the chat in it.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'

import type { APIRequestContext, Page } from '@playwright/test'

import { documentedChat, documentedNotFound } from '../../src/linq/v2/example.ts'
import { burst } from '../../src/gateway/guards/rate-limit.ts'
import { manyPeople } from '../support/large-chat.ts'
import { longestBlock } from '../support/long-tasks.ts'
import budget from '../checks/budget.json' with { type: 'json' }
import { type RunningServer, startServer } from '../support/servers.ts'
import { lookUpFromPage, expect, token } from '../support/test.ts'
import { documented, liveAgainst, type Recorder, test } from '../support/upstream.ts'

const main = 'main'

/** Counts what a page does: requests for chats, faults, and what moved in it. */
async function follow(page: Page) {
  const seen = { lookups: 0, faults: [] as string[] }
  page.on('request', (request) => (seen.lookups += Number(new URL(request.url()).pathname.startsWith('/api/'))))
  page.on('pageerror', (error) => seen.faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') seen.faults.push(message.text())
  })
  await page.addInitScript(() => {
    const moved: number[] = []
    Object.assign(globalThis, { moved })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.push('value' in entry ? Number(entry.value) : 0)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return seen
}

/** The page as a browser gets it that opens it. Node's own `fetch` says that it is none. */
const open = async (request: APIRequestContext, url: string) => {
  const answer = await request.get(url)
  return { html: await answer.text(), headers: answer.headers() }
}

const movedIn = (page: Page) => page.evaluate((): unknown => Reflect.get(globalThis, 'moved'))

/** Runs a console of a test's own, with its audit lines in a file. */
async function withConsole(
  { upstream, folder }: { upstream: Recorder; folder: string },
  env: Record<string, string>,
  use: (server: RunningServer, audited: () => string[]) => Promise<void>,
) {
  const log = join(folder, 'audit.log')
  const server = await startServer('console', { ...liveAgainst(upstream), AUDIT_LOG: log, ...env })
  try {
    await use(server, () => readFileSync(log, 'utf8').trim().split('\n').filter(Boolean))
  } finally {
    await server.stop()
  }
}

test('holds the chat before any script ran, for one lookup and one audit line', async ({
  request,
  upstream,
  folder,
}) => {
  await withConsole({ upstream, folder }, {}, async ({ url }, audited) => {
    const { html, headers } = await open(request, `${url}/chats/45`)
    expect(html).toContain('<title>Chat 45 · Chat console</title>')
    expect(html).toMatch(/<main [^>]*data-state="ready"/)
    expect(html).toContain('data-handle-id="124"')
    expect(html).not.toContain(token)
    expect(headers['cache-control']).toBe('private, no-store')
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(upstream.asked.map(({ line }) => line)).toEqual(['GET /api/partner/v2/chats/45'])
    expect(audited()).toHaveLength(1)
    expect(JSON.parse(audited()[0] ?? '')).toMatchObject({
      chatId: '45',
      outcome: 'ok',
      hidden: false,
      requestId: headers['x-request-id'],
    })
  })
})

test('comes to life without asking again and without a fault', async ({ page, guarded, upstream }) => {
  const seen = await follow(page)
  await page.goto(`${guarded.url}/chats/45`)
  await page.waitForSelector('html[data-shot=ready]')
  await page.getByRole('button', { name: 'Joined' }).click()
  await expect(page).toHaveURL(/sort=joined_at/)
  await page.keyboard.press('h')
  await expect(page.locator(main)).toHaveAttribute('data-masked', 'true')
  expect(await page.locator('#sent').count()).toBe(0)
  expect(seen).toEqual({ lookups: 0, faults: [] })
  expect(upstream.asked).toHaveLength(1)
  await page.keyboard.press('r')
  await expect.poll(() => upstream.asked.length).toBe(2)
})

test('a deep link stays within its budget of bytes and requests', async ({ page, guarded }) => {
  // Sent as it comes, and so compressed piece by piece. Undecoded, which `fetch` does not give.
  const [answer] = await once(
    get(`${guarded.url}/chats/45`, { headers: { 'accept-encoding': 'br, gzip' } }),
    'response',
  )
  expect(answer.headers['content-encoding']).toBe('gzip')
  let bytes = 0
  for await (const chunk of answer) bytes += chunk.length
  expect(bytes).toBeGreaterThan(1000)
  expect(bytes).toBeLessThan(budget.pageOfAChat)
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.documentElement.dataset['shot'] !== 'ready') return
      observer.disconnect()
      Object.assign(globalThis, { requests: 1 + performance.getEntriesByType('resource').length })
    }).observe(document, { subtree: true, attributeFilter: ['data-shot'] })
  })
  await page.goto(`${guarded.url}/chats/45`)
  await page.waitForSelector('html[data-shot=ready]')
  const requests = Number(await page.evaluate((): unknown => Reflect.get(globalThis, 'requests')))
  expect(requests).toBeGreaterThan(3)
  expect(requests).toBeLessThanOrEqual(budget.requestsOfAChat)
})

test('no task of a deep link holds the page up', async ({ page, guarded }) => {
  const { cpu } = await longestBlock(page, async () => {
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
  })
  // By the processor's time: what else the machine does counts for nothing.
  expect(cpu).toBeLessThan(budget.longestTask)
})

test('nothing moves when it comes to life', async ({ page, guarded, upstream }) => {
  await follow(page)
  // A font that comes late is another thing: it comes before or after the script.
  await page.route('**/*.woff2', (route) => route.abort())
  for (const [width, status] of [
    [1440, 200],
    [390, 200],
    [1440, 404],
    [390, 403],
  ] as const) {
    upstream.answer = (request, response) => {
      if (status === 200) return documented(request, response)
      response.writeHead(status)
      return response.end(JSON.stringify(documentedNotFound))
    }
    await page.setViewportSize({ width, height: 900 })
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    expect(await movedIn(page), `${status} at ${width} px`).toEqual([])
  }
})

/** Where every element is, in whole pixels: times and request ids differ in their digits alone. */
const boxesOf = (one: Page) =>
  one.evaluate(() =>
    [...document.querySelectorAll('#root *')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return `${element.tagName} ${[x, y, width, height].map(Math.round).join(' ')}`
    }),
  )

test('the boxes of the page are where the server drew them', async ({ page, browser, guarded }) => {
  for (const width of [1440, 390]) {
    const viewport = { width, height: 900 }
    const still = await browser.newContext({ javaScriptEnabled: false, viewport })
    const drawn = await still.newPage()
    await drawn.goto(`${guarded.url}/chats/45`)
    await drawn.waitForLoadState('networkidle')
    await page.setViewportSize(viewport)
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    expect(await boxesOf(page)).toEqual(await boxesOf(drawn))
    await still.close()
  }
})

test('what stands above the chat leaves before Linq has answered', async ({ guarded, upstream }) => {
  const held = Promise.withResolvers<() => void>()
  upstream.answer = (request, response) => held.resolve(() => documented(request, response))
  const { hostname, port } = new URL(guarded.url)
  const socket = connect({ host: hostname, port: Number(port) })
  let came = ''
  socket.on('data', (chunk) => (came += String(chunk)))
  socket.write(`GET /chats/45 HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`)
  await expect.poll(() => came).toContain('</header>')
  const release = await held.promise
  expect(came).not.toContain('<main')
  release()
  await expect.poll(() => came).toContain('data-handle-id="124"')
  socket.destroy()
})

for (const [what, answer] of [
  ['late', (request, response) => void setTimeout(() => documented(request, response), 2500)],
  ['large', (_, response) => response.end(manyPeople(3000))],
] as const satisfies [string, Recorder['answer']][])
  test(`an answer that is ${what} counts once against the limit, and is one audit line`, async ({
    page,
    upstream,
    folder,
  }) => {
    upstream.answer = answer
    await withConsole({ upstream, folder }, { LOOKUPS_PER_MINUTE: '1' }, async ({ url }, audited) => {
      const seen = await follow(page)
      await page.goto(`${url}/chats/45`)
      await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
      expect(seen).toEqual({ lookups: 1, faults: [] })
      expect(audited()).toHaveLength(1)
      upstream.answer = documented
      const statuses: number[] = []
      for (let count = 0; count < burst; count += 1)
        statuses.push((await fetch(`${url}/api/partner/v2/chats/46`)).status)
      expect(statuses).toEqual([...Array.from({ length: burst - 1 }, () => 200), 429])
    })
  })

test('a failure comes drawn, and is not asked about again', async ({ page, guarded, upstream }) => {
  const seen = await follow(page)
  upstream.answer = (_, response) => {
    response.writeHead(429, { 'retry-after': '300' })
    response.end()
  }
  const { html } = await open(page.request, `${guarded.url}/chats/45`)
  expect(html).toMatch(/<main [^>]*data-state="rate-limited"/)
  await page.goto(`${guarded.url}/chats/45`)
  const left = async () =>
    Number(/in (\d+) s\./.exec((await page.locator('[data-countdown]').textContent()) ?? '')?.[1])
  const first = await left()
  expect(first).toBeGreaterThan(200)
  await expect.poll(left).toBeLessThan(first)
  expect(seen).toEqual({ lookups: 0, faults: [] })
  expect(upstream.asked).toHaveLength(2)
})

test('a failure that may pass is tried once more by the page', async ({ page, guarded, upstream }) => {
  const seen = await follow(page)
  upstream.answer = (request, response) => {
    if (upstream.asked.length > 1) return documented(request, response)
    response.writeHead(500)
    return response.end()
  }
  await page.goto(`${guarded.url}/chats/45`)
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('[data-field=attempts]')).toHaveText('2')
  expect(seen).toEqual({ lookups: 1, faults: [] })
})

test('a page that hides personal data has none in its HTML; shown again, it is fetched', async ({
  page,
  upstream,
  folder,
}) => {
  await withConsole({ upstream, folder }, {}, async ({ url }, audited) => {
    for (const search of ['?mask=1', '?shot=1']) {
      const { html } = await open(page.request, `${url}/chats/45${search}`)
      expect(html).toContain('Participant B')
      expect(html).not.toMatch(/5551234567|John|9876543/)
    }
    expect(JSON.parse(audited()[0] ?? '')).toMatchObject({ hidden: true })
    const seen = await follow(page)
    await page.goto(`${url}/chats/45?mask=1`)
    await page.waitForSelector('html[data-shot=ready]')
    expect(seen).toEqual({ lookups: 0, faults: [] })
    await page.getByRole('button', { name: 'Hide personal data' }).click()
    await expect(page.locator('[data-field=display_name]')).toHaveText(documentedChat.data.display_name)
    expect(seen).toEqual({ lookups: 1, faults: [] })
    expect(JSON.parse(audited().at(-1) ?? '')).toMatchObject({ hidden: false })
  })
})

test('whoever came hidden keeps the label when the chat is asked for anew', async ({ page, guarded, upstream }) => {
  await page.goto(`${guarded.url}/chats/45?mask=1`)
  await page.waitForSelector('html[data-shot=ready]')
  const [, second] = documentedChat.data.chat_handles
  upstream.answer = (_, response) =>
    response.end(
      JSON.stringify({
        data: { ...documentedChat.data, chat_handles: [second, { id: 9, phone_number: '+15550001111' }] },
      }),
    )
  await page.keyboard.press('r')
  const addresses = page.locator('tbody [data-field=phone_number]')
  await expect(addresses).toHaveText([/^Participant B/, /^Participant C/])
})

test('MASK=always hides in the HTML what it hides everywhere', async ({ page, upstream, folder }) => {
  await withConsole({ upstream, folder }, { MASK: 'always' }, async ({ url }) => {
    const seen = await follow(page)
    expect((await open(page.request, `${url}/chats/45`)).html).not.toMatch(/5551234567|John|9876543/)
    await page.goto(`${url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    await expect(page.locator('tbody [data-field=phone_number]')).toHaveText(['Participant A', 'Participant B'])
    expect(seen).toEqual({ lookups: 0, faults: [] })
  })
})

test.describe('in a browser in Kolkata', () => {
  test.use({ timezoneId: 'Asia/Kolkata' })
  test('the zone that was chosen is the one the server draws with', async ({ page, guarded }) => {
    const seen = await follow(page)
    const drawn = async () => (await open(page.request, `${guarded.url}/chats/45`)).html
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    // From UTC to the machine's own, and on to as sent.
    await page.keyboard.press('z')
    await expect(page.locator('tbody time').first()).toContainText('2025-05-22 02:00:00 +05:30 Asia/')
    const shown = (await page.locator('tbody time span').nth(1).textContent()) ?? ''
    expect(await drawn()).toContain(shown)
    await page.reload()
    await page.waitForSelector('html[data-shot=ready]')
    await page.keyboard.press('z')
    await expect(page.locator('tbody time span')).toHaveCount(2)
    expect(await drawn()).not.toContain('20:30:00 UTC')
    await page.keyboard.press('z')
    await expect(page.locator('tbody time').first()).toContainText('20:30:00 UTC')
    expect(await drawn()).toContain('20:30:00 UTC')
    expect(seen).toEqual({ lookups: 0, faults: [] })
  })

  test('whoever has travelled since gets the times of where they are, without a fault', async ({ page, guarded }) => {
    await page.context().addCookies([{ name: 'chat-console-zone', value: 'local:America/New_York', url: guarded.url }])
    await page.addInitScript(() => localStorage.setItem('chat-console:zone', 'local'))
    expect((await open(page.request, `${guarded.url}/chats/45`)).html).toContain('16:30:00 −04:00 America/New_York')
    const seen = await follow(page)
    await page.goto(`${guarded.url}/chats/45`)
    await page.waitForSelector('html[data-shot=ready]')
    await expect(page.locator('tbody time').first()).toContainText('+05:30 Asia/')
    expect(seen).toEqual({ lookups: 0, faults: [] })
    expect((await open(page.request, `${guarded.url}/chats/45`)).html).toContain('+05:30 Asia/')
  })

  test('an address that asks for the zone of the machine draws itself', async ({ page, guarded }) => {
    const seen = await follow(page)
    await page.goto(`${guarded.url}/chats/45?tz=local`)
    await expect(page.locator('tbody time').first()).toContainText('+05:30 Asia/')
    expect(seen).toEqual({ lookups: 1, faults: [] })
  })
})

test('what is written before the page comes to life is what is looked up', async ({ page, guarded }) => {
  const script = Promise.withResolvers<void>()
  await page.route(/\/assets\/index-.*\.js/, async (route) => {
    await script.promise
    await route.continue()
  })
  await page.goto(`${guarded.url}/chats/45?mask=1&theme=dark`, { waitUntil: 'commit' })
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  const box = page.getByLabel('Chat ID')
  await box.click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('104')
  script.resolve()
  await page.waitForSelector('html[data-shot=ready]')
  await expect(box).toHaveValue('104')
  await expect(box).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${guarded.url}/chats/104?mask=1&theme=dark`)
})

test('Enter before the page comes to life does nothing, and loses nothing', async ({ page, guarded }) => {
  const script = Promise.withResolvers<void>()
  await page.route(/\/assets\/index-.*\.js/, async (route) => {
    await script.promise
    await route.continue()
  })
  await page.goto(`${guarded.url}/chats/45?mask=1`, { waitUntil: 'commit' })
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  const box = page.getByLabel('Chat ID')
  await box.fill('+12025550123')
  await box.press('Enter')
  await expect(page).toHaveURL(`${guarded.url}/chats/45?mask=1`)
  script.resolve()
  await page.waitForSelector('html[data-hydrated]')
  await expect(box).toHaveValue('+12025550123')
  await box.fill('104')
  await box.press('Enter')
  await expect(page).toHaveURL(`${guarded.url}/chats/104?mask=1`)
})

test('what nobody opens is no look at a chat', async ({ guarded, upstream }) => {
  const asks: [string, RequestInit][] = [
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
  for (const [path, init] of asks) {
    const answer = await fetch(guarded.url + path, init)
    expect(answer.headers.get('cache-control'), path).toBe('no-cache')
    expect(await answer.text(), path).not.toContain('data-handle-id')
  }
  expect(upstream.asked).toEqual([])
})

test('more participants than a server draws come along all the same', async ({ page, guarded, upstream }) => {
  const handles = Array.from({ length: 201 }, (_, index) => ({
    id: index + 1,
    phone_number: `+1555${1_000_000 + index}`,
  }))
  upstream.answer = (_, response) =>
    response.end(JSON.stringify({ data: { ...documentedChat.data, chat_handles: handles } }))
  const seen = await follow(page)
  await page.goto(`${guarded.url}/chats/45`)
  await expect(page.locator('[data-field=participants]')).toHaveText('201')
  expect(seen).toEqual({ lookups: 0, faults: [] })
})

test('what an answer says can end no element of the page', async ({ page, guarded, upstream }) => {
  const name = '</script><script>alert(1)</script><!--<script>&lt;$& $1'
  upstream.answer = (_, response) =>
    response.end(JSON.stringify({ data: { ...documentedChat.data, display_name: name } }))
  const seen = await follow(page)
  await page.goto(`${guarded.url}/chats/45`)
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.locator('[data-field=display_name]')).toHaveText(name)
  expect(seen).toEqual({ lookups: 0, faults: [] })
})

test('a page that crashes says so, and the next one is whole', async ({ page, sandboxConsole }) => {
  await page.goto(`${sandboxConsole.url}/chats/45?hold=crash`)
  await expect(page.locator(main)).toHaveAttribute('data-state', 'crash')
  await page.goto(`${sandboxConsole.url}/chats/45`)
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
})

test('a limit counts pages too', async ({ request, upstream, folder }) => {
  await withConsole({ upstream, folder }, { LOOKUPS_PER_MINUTE: '1' }, async ({ url }, audited) => {
    const states: string[] = []
    for (let index = 0; index < 22; index += 1) {
      const { html } = await open(request, `${url}/chats/45`)
      states.push(/<main [^>]*data-state="([^"]*)"/.exec(html)?.[1] ?? '')
    }
    expect(states.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'ready'))
    expect(states.slice(20)).toEqual(['rate-limited', 'rate-limited'])
    expect(audited()).toHaveLength(20)
  })
})

test('without the audit line there is no chat in the page', async ({ request, upstream }) => {
  const server = await startServer('console', { ...liveAgainst(upstream), AUDIT_LOG: '/dev/full' })
  try {
    const { html } = await open(request, `${server.url}/chats/45`)
    expect(html).not.toMatch(/5551234567|data-handle-id/)
    expect(html).toContain('audit_unavailable')
  } finally {
    await server.stop()
  }
})

test('the page that draws itself is still there for whoever fetches ahead', async ({ page, guarded, upstream }) => {
  await lookUpFromPage(page)
  const seen = await follow(page)
  await page.goto(`${guarded.url}/chats/45`)
  await expect(page.locator(main)).toHaveAttribute('data-state', 'ready')
  expect(seen).toEqual({ lookups: 1, faults: [] })
  expect(upstream.asked).toHaveLength(1)
})

for (const skew of [60_000, -3_600_000])
  test(`a wait does not depend on a device clock that is ${skew / 1000} s off`, async ({ page }) => {
    await page.addInitScript((milliseconds) => {
      const now = Date.now
      Date.now = () => now() + milliseconds
    }, skew)
    let asked = 0
    await page.route('**/api/partner/v2/chats/*', (route) => {
      asked += 1
      return route.continue()
    })
    await page.goto('/chats/429')
    await expect(page.locator('[data-countdown]')).toHaveText(/^Retrying in (?:2\d|30) s\.$/)
    await page.reload()
    await expect(page.locator('[data-countdown]')).toHaveText(/^Retrying in (?:2\d|30) s\.$/)
    expect(asked).toBe(0)
  })
