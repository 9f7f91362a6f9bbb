// A chat's page with its chat in it, as the production server renders it, and its hydration.
import { connect } from 'node:net'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { navigate, recordActivity, withConsole } from '../support/server-rendered.ts'
import { expect, lookUpFromPage, token } from '../support/test.ts'
import { documented, test } from '../support/upstream.ts'

test('the HTML contains the chat, for one lookup and one audit line', async ({ request, upstream, folder }) => {
  await withConsole({ upstream, folder }, {}, async ({ url }, auditLines) => {
    const { html, headers } = await navigate(request, `${url}/chats/45`)
    expect(html).toContain('<title>Chat 45 · Chat console</title>')
    expect(html).toMatch(/<main [^>]*data-state="ready"/)
    expect(html).toContain('data-handle-id="124"')
    expect(html).not.toContain(token)
    expect(headers['cache-control']).toBe('private, no-store')
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(upstream.requests.map(({ line }) => line)).toEqual(['GET /api/partner/v2/chats/45'])
    expect(auditLines()).toHaveLength(1)
    expect(JSON.parse(auditLines()[0] ?? '')).toMatchObject({
      chatId: '45',
      outcome: 'ok',
      hidden: false,
      requestId: headers['x-request-id'],
    })
  })
})

test('hydrates without a second lookup and without an error', async ({ page, guarded, upstream }) => {
  const activity = recordActivity(page)
  await page.goto(`${guarded.url}/chats/45`)
  await page.waitForSelector('html[data-shot=ready]')
  await page.getByRole('button', { name: 'Joined' }).click()
  await expect(page).toHaveURL(/sort=joined_at/)
  await page.keyboard.press('h')
  await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
  expect(await page.locator('#sent').count()).toBe(0)
  expect(activity).toEqual({ lookups: 0, faults: [] })
  expect(upstream.requests).toHaveLength(1)
  await page.keyboard.press('r')
  await expect.poll(() => upstream.requests.length).toBe(2)
})

test('a chat that was opened from a table is hydrated after a reload, and still leads back', async ({
  page,
  guarded,
}) => {
  await page.goto(`${guarded.url}/chats/45`)
  await page.waitForSelector('html[data-shot=ready]')
  // What the router keeps for such a chat.
  await page.evaluate(() => history.replaceState({ usr: { ids: ['44', '45'] }, key: 'table', idx: 1 }, ''))
  const activity = recordActivity(page)
  await page.reload()
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.getByRole('button', { name: 'Back to 2 chats' })).toBeVisible()
  expect(activity).toEqual({ lookups: 0, faults: [] })
})

test('the header is sent before Linq has responded', async ({ guarded, upstream }) => {
  const pending = Promise.withResolvers<() => void>()
  upstream.respond = (request, response) => pending.resolve(() => documented(request, response))
  const { hostname, port } = new URL(guarded.url)
  const socket = connect({ host: hostname, port: Number(port) })
  let received = ''
  socket.on('data', (chunk) => (received += String(chunk)))
  socket.write(`GET /chats/45 HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`)
  await expect.poll(() => received).toContain('</header>')
  const release = await pending.promise
  expect(received).not.toContain('<main')
  release()
  await expect.poll(() => received).toContain('data-handle-id="124"')
  socket.destroy()
})

test('a failure is server-rendered, and is not requested again', async ({ page, guarded, upstream }) => {
  const activity = recordActivity(page)
  upstream.respond = (_, response) => {
    response.writeHead(429, { 'retry-after': '300' })
    response.end()
  }
  const { html } = await navigate(page.request, `${guarded.url}/chats/45`)
  expect(html).toMatch(/<main [^>]*data-state="rate-limited"/)
  await page.goto(`${guarded.url}/chats/45`)
  const secondsLeft = async () =>
    Number(/in (\d+) s\./.exec((await page.locator('[data-countdown]').textContent()) ?? '')?.[1])
  const first = await secondsLeft()
  expect(first).toBeGreaterThan(200)
  await expect.poll(secondsLeft).toBeLessThan(first)
  expect(activity).toEqual({ lookups: 0, faults: [] })
  expect(upstream.requests).toHaveLength(2)
})

test('the page retries a temporary failure once', async ({ page, guarded, upstream }) => {
  const activity = recordActivity(page)
  upstream.respond = (request, response) => {
    if (upstream.requests.length > 1) return documented(request, response)
    response.writeHead(500)
    return response.end()
  }
  await page.goto(`${guarded.url}/chats/45`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('[data-field=attempts]')).toHaveText('2')
  expect(activity).toEqual({ lookups: 1, faults: [] })
})

test('an ID that is typed before hydration is kept, and looked up on Enter', async ({ page, guarded }) => {
  const script = Promise.withResolvers<void>()
  await page.route(/\/assets\/index-.*\.js/, async (route) => {
    await script.promise
    await route.continue()
  })
  await page.goto(`${guarded.url}/chats/45?mask=1&theme=dark`, { waitUntil: 'commit' })
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
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

test('a chat with more participants than the server renders needs no second lookup', async ({
  page,
  guarded,
  upstream,
}) => {
  const handles = Array.from({ length: 201 }, (_, index) => ({
    id: index + 1,
    phone_number: `+1555${1_000_000 + index}`,
  }))
  upstream.respond = (_, response) =>
    response.end(JSON.stringify({ data: { ...documentedChat.data, chat_handles: handles } }))
  const activity = recordActivity(page)
  await page.goto(`${guarded.url}/chats/45`)
  await expect(page.locator('[data-field=participants]')).toHaveText('201')
  expect(activity).toEqual({ lookups: 0, faults: [] })
})

test('no text of a chat ends an element of the page', async ({ page, guarded, upstream }) => {
  const name = '</script><script>alert(1)</script><!--<script>&lt;$& $1'
  upstream.respond = (_, response) =>
    response.end(JSON.stringify({ data: { ...documentedChat.data, display_name: name } }))
  const activity = recordActivity(page)
  await page.goto(`${guarded.url}/chats/45`)
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.locator('[data-field=display_name]')).toHaveText(name)
  expect(activity).toEqual({ lookups: 0, faults: [] })
})

test('a page that crashes says so, and the next page works', async ({ page, sandboxConsole }) => {
  await page.goto(`${sandboxConsole.url}/chats/45?hold=crash`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'crash')
  await page.goto(`${sandboxConsole.url}/chats/45`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})

test('a page that was prefetched without its chat looks it up itself', async ({ page, guarded, upstream }) => {
  await lookUpFromPage(page)
  const activity = recordActivity(page)
  await page.goto(`${guarded.url}/chats/45`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  expect(activity).toEqual({ lookups: 1, faults: [] })
  expect(upstream.requests).toHaveLength(1)
})

for (const skew of [60_000, -3_600_000])
  test(`a retry delay does not depend on a device clock that is ${skew / 1000} s off`, async ({ page }) => {
    await page.addInitScript((milliseconds) => {
      const now = Date.now
      Date.now = () => now() + milliseconds
    }, skew)
    let requests = 0
    await page.route('**/api/partner/v2/chats/*', (route) => {
      requests += 1
      return route.continue()
    })
    await page.goto('/chats/429')
    await expect(page.locator('[data-countdown]')).toHaveText(/^Retrying in (?:2\d|30) s\.$/)
    await page.reload()
    await expect(page.locator('[data-countdown]')).toHaveText(/^Retrying in (?:2\d|30) s\.$/)
    expect(requests).toBe(0)
  })
