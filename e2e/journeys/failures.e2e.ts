import { blockChunk } from '../support/chunks.ts'
import { stopClock } from '../support/clock.ts'
import { expect, prefetchHeaders, test } from '../support/test.ts'

// The page looks its chat up itself, so that a test can answer that request.
test.use({ extraHTTPHeaders: prefetchHeaders })

const api = '**/api/partner/v2/chats/*'
const rateLimited = (retryAfter?: string) => ({
  status: 429,
  headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  body: '',
})

test('a rate limit has a countdown and one automatic retry, then a button', async ({ page }) => {
  const clock = await stopClock(page)
  const requests: string[] = []
  await page.route(api, (route) => {
    requests.push(route.request().url())
    return route.fulfill(rateLimited('30'))
  })
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'rate-limited')
  const countdown = page.locator('[data-countdown]')
  await expect(countdown).toHaveText('Retrying in 30 s.')
  await clock.set(10)
  await expect(countdown).toHaveText('Retrying in 20 s.')
  expect(requests).toHaveLength(1)
  await clock.set(30)
  await expect.poll(() => requests.length).toBe(2)
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(countdown).toHaveCount(0)
  expect(requests).toHaveLength(2)
})

test('a canceled retry sends no request, and the button still does', async ({ page }) => {
  const clock = await stopClock(page)
  let requests = 0
  await page.route(api, (route) => {
    requests += 1
    return route.fulfill(rateLimited())
  })
  await page.goto('/chats/45')
  await expect(
    page.getByText('Linq’s rate limit was reached. Linq did not say how long to wait, so the console waits 10 s.'),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Cancel retry' }).click()
  await expect(page.locator('[data-countdown]')).toHaveCount(0)
  await clock.set(60)
  // Two ticks of a countdown that still runs.
  await page.waitForTimeout(500)
  expect(requests).toBe(1)
  await page.unroute(api)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})

test('a retry delay is limited to 300 s, and the page says so', async ({ page }) => {
  await stopClock(page)
  await page.route(api, (route) => route.fulfill(rateLimited('3600')))
  await page.goto('/chats/45')
  await expect(
    page.getByText('Linq’s rate limit was reached. Linq asked for a longer wait, so the console waits 300 s.'),
  ).toBeVisible()
  await expect(page.locator('[data-countdown]')).toHaveText('Retrying in 300 s.')
})

test('a slow lookup is explained after 3 s, and again after 8 s', async ({ page }) => {
  await page.clock.install()
  await page.route(api, () => {})
  await page.addInitScript(() => {
    const notes: { text: string; at: number }[] = []
    Object.assign(globalThis, { notes })
    new MutationObserver(() => {
      const text = document.querySelector('[data-slow]')?.textContent
      if (text !== undefined && text !== notes.at(-1)?.text) notes.push({ text, at: Date.now() })
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
  await page.goto('/chats/45')
  const note = page.locator('[data-slow]')
  await expect(note).toBeAttached()
  await page.clock.runFor(3500)
  await expect(note).toHaveText('Still waiting for Linq…')
  await page.clock.runFor(5000)
  await expect(note).toHaveText(/^This is taking longer than usual\./)
  const [start, first, second] = await page.evaluate((): { text: string; at: number }[] => Reflect.get(window, 'notes'))
  expect(start?.text).toBe('')
  expect((first?.at ?? 0) - (start?.at ?? 0)).toBeGreaterThanOrEqual(3000)
  expect((second?.at ?? 0) - (start?.at ?? 0)).toBeGreaterThanOrEqual(8000)
})

test('the chat stays when its refresh cannot reach the server, with the time it was loaded', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.getByRole('region', { name: 'Request' })).toBeVisible()
  await page.route(api, (route) => route.abort('connectionrefused'))
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('alert')).toContainText(
    /Could not refresh\. Showing data from \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\./,
  )
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  // The button goes with the message.
  await page.getByRole('button', { name: 'Try again' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('a stale chat is refreshed automatically when the server is reachable again', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.getByRole('region', { name: 'Request' })).toBeVisible()
  await page.route(api, (route) => route.abort('connectionrefused'))
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('alert')).toContainText('The console’s server is not responding.')
  await page.unroute(api)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('without a network a loaded page still copies, opens its help and hides personal data', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.getByRole('region', { name: 'Request' })).toBeVisible()
  await page.waitForSelector('html[data-shot=ready]')
  await page.route('**/*', (route) => route.abort('connectionrefused'))
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Copy as' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('h')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
})

test('every change of state updates the title and the announcement', async ({ page }) => {
  await page.route(api, (route) =>
    route.fulfill({ status: 404, json: { errors: [{ status: 404, code: 'not_found' }] } }),
  )
  await page.goto('/chats/45')
  await expect(page).toHaveTitle('Chat 45 not found · Chat console')
  await expect(page.locator('main > [role=status]')).toHaveText('Chat 45 not found')
  await page.unroute(api)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page).toHaveTitle('Chat 45 · Chat console')
  await expect(page.locator('main > [role=status]')).toHaveText('Chat 45 loaded')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('a slow chat is shown when the chunk with the note about slow answers fails to load', async ({ page }) => {
  const answer = Promise.withResolvers<void>()
  await page.route(api, async (route) => {
    await answer.promise
    return route.continue()
  })
  const { blocked } = await blockChunk(page, 'deferred')
  await page.goto('/chats/45')
  await blocked
  await page.waitForTimeout(300)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'loading')
  answer.resolve()
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})
