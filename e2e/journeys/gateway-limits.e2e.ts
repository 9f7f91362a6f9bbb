// Failures of the gateway itself: its lookup limit, its circuit breaker, its audit log and a restart.
import { stopClock } from '../support/clock.ts'
import { chatApi, gatewayFailure } from '../support/session.ts'
import { expect, prefetchHeaders, test } from '../support/test.ts'

// The page looks its chat up itself, so that a test can answer that request.
test.use({ extraHTTPHeaders: prefetchHeaders })

test('only a refresh bypasses shared lookups: it sends Cache-Control: no-cache, a first lookup does not', async ({
  page,
}) => {
  await page.clock.install()
  const sent: (string | undefined)[] = []
  await page.route(chatApi, (route) => {
    sent.push(route.request().headers()['cache-control'])
    return route.continue()
  })
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  expect(sent).toEqual([undefined])
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect.poll(() => sent).toEqual([undefined, 'no-cache'])
  await page.getByLabel('Auto-refresh').selectOption('60')
  await expect(page.getByText(/^Next in/)).toBeVisible()
  await page.clock.runFor(61_000)
  await expect.poll(() => sent).toEqual([undefined, 'no-cache', 'no-cache'])
  await page.getByLabel('Chat ID').fill('101')
  await page.getByLabel('Chat ID').press('Enter')
  await expect.poll(() => sent).toEqual([undefined, 'no-cache', 'no-cache', undefined])
})

test('the gateway’s own lookup limit has its own message, a countdown and one automatic retry', async ({ page }) => {
  const clock = await stopClock(page)
  let requests = 0
  await page.route(chatApi, (route) => {
    requests += 1
    return route.fulfill(gatewayFailure('too_many_lookups', 12))
  })
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'rate-limited')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have reached the lookup limit')
  await expect(page.locator('main')).not.toContainText('rate limit was reached')
  const countdown = page.locator('[data-countdown]')
  await expect(countdown).toHaveText('Retrying in 12 s.')
  await clock.set(12)
  await expect.poll(() => requests).toBe(2)
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(countdown).toHaveCount(0)
  expect(requests).toBe(2)
})

for (const [code, heading, retryAfter] of [
  ['upstream_down', 'Linq keeps failing', 5],
  ['audit_unavailable', 'The lookup could not be recorded', 5],
  ['sign_in_unavailable', 'Your sign-in could not be verified', 5],
] as const)
  test(`${code} is retried once, after its Retry-After`, async ({ page }) => {
    const clock = await stopClock(page)
    let requests = 0
    await page.route(chatApi, (route) => {
      requests += 1
      return requests === 1 ? route.fulfill(gatewayFailure(code, retryAfter)) : route.continue()
    })
    await page.goto('/chats/45')
    await expect(page.locator('main')).toHaveAttribute('data-state', 'upstream-error')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expect(page.locator('[data-countdown]')).toHaveText('Retrying in 5 s.')
    await clock.set(4)
    await expect(page.locator('[data-countdown]')).toHaveText('Retrying in 1 s.')
    expect(requests).toBe(1)
    await clock.set(5)
    await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
    expect(requests).toBe(2)
  })

test('a lookup that fails because the console restarts is retried without a message', async ({ page }) => {
  let requests = 0
  await page.route(chatApi, (route) => {
    requests += 1
    return requests === 1 ? route.fulfill(gatewayFailure('draining', 1)) : route.continue()
  })
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('section [data-field=attempts]')).toHaveText('2')
})

test('a bulk lookup beyond the gateway’s limit loads more slowly, and the page says so', async ({ page }) => {
  let tokens = 6
  const ids = Array.from({ length: 14 }, (_, index) => 1000 + index)
  const refill = setInterval(() => (tokens = Math.min(6, tokens + 1)), 250)
  await page.route(chatApi, (route) => {
    if (tokens < 1) return route.fulfill(gatewayFailure('too_many_lookups', 1))
    tokens -= 1
    return route.fulfill({ json: { data: { id: Number(route.request().url().split('/').at(-1)) } } })
  })
  await page.goto(`/chats?ids=${ids.join(',')}`)
  await expect(page.locator('[data-slowed]')).toContainText('so the rest load more slowly')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready', { timeout: 30_000 })
  clearInterval(refill)
  await expect(page.locator('tr[data-state=ready]')).toHaveCount(14)
  await expect(page.locator('[data-slowed]')).toHaveCount(0)
})
