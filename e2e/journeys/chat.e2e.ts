import type { Page } from '@playwright/test'

import { lookUpFromPage, expect, test } from '../support/test.ts'

const state = (page: Page) => page.locator('main')
const api = '**/api/partner/v2/chats/*'
const linqFailure = (status: number, code: string) => ({
  status,
  json: { errors: [{ status, code, title: 'Title', detail: `Linq answered ${status}.` }] },
})

test('chat 45 shows its five fields and two participants', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.locator('[data-field=display_name]')).toHaveText('John Doe, Jane Smith')
  const summary = page.locator('dl')
  await expect(summary.locator('[data-field=service]')).toHaveText('iMessage')
  await expect(summary.locator('[data-field=group]')).toHaveText('No')
  await expect(summary.locator('[data-field=message_count]')).toHaveText('15')
  await expect(summary.locator('[data-field=participants]')).toHaveText('2')
  const rows = page.locator('tr[data-handle-id]')
  await expect(rows).toHaveCount(2)
  const visibleText = { useInnerText: true }
  await expect(rows.first().locator('td')).toHaveText(
    ['+15551234567', 'iMessage', '2025-05-21 15:30:00 -05:00', '123'],
    visibleText,
  )
  await expect(rows.first().locator('time')).toHaveAttribute('datetime', '2025-05-21T15:30:00.000-05:00')
  // Without column headings the ID has a label.
  await page.setViewportSize({ width: 390, height: 900 })
  await expect(rows.first().locator('td').last()).toHaveText('Handle ID 123', visibleText)
})

test('the participants are a table in the accessibility tree at every width', async ({ page, context }) => {
  await page.goto('/chats/45')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  // The browser's tree, since a CSS `display` can remove the roles that the markup has.
  const cdp = await context.newCDPSession(page)
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    const { nodes } = await cdp.send('Accessibility.getFullAXTree')
    const roles = nodes.map(({ role }) => String(role?.value))
    const counts = ['table', 'row', 'columnheader', 'cell'].map((role) => roles.filter((one) => one === role).length)
    expect(counts, `tables, rows, column headers and cells at ${width} px`).toEqual([1, 3, 4, 8])
  }
})

test('the box and the chat follow a lookup, Back and Forward', async ({ page }) => {
  await page.goto('/chats/45')
  const box = page.getByLabel('Chat ID')
  await box.fill('101')
  await box.press('Enter')
  await expect(page).toHaveURL(/\/chats\/101$/)
  await expect(page.locator('[data-field=display_name]')).toHaveText('Harbor Coffee')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.goBack()
  await expect(page.locator('[data-field=display_name]')).toHaveText('John Doe, Jane Smith')
  await expect(box).toHaveValue('45')
  await page.goForward()
  await expect(page.locator('[data-field=display_name]')).toHaveText('Harbor Coffee')
  await expect(box).toHaveValue('101')
})

test('looking the same ID up again requests the chat again', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  const request = page.waitForRequest(api)
  await page.getByLabel('Chat ID').press('Enter')
  await request
})

test('other spellings of an ID are redirected to its canonical URL', async ({ page }) => {
  await page.goto('/chats/%230045')
  await expect(page).toHaveURL(/\/chats\/45$/)
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
})

test('a failed refresh keeps the chat and says so, and a successful one removes the message', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  await page.route(api, (route) => route.fulfill(linqFailure(502, 'upstream_error')))
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('alert')).toContainText('Could not refresh. Showing data from')
  await expect(page.locator('[data-field=display_name]')).toHaveText('John Doe, Jane Smith')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  await page.unroute(api)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

for (const [newState, failure] of [
  ['not-found', linqFailure(404, 'not_found')],
  ['unauthorized', linqFailure(502, 'upstream_unauthorized')],
] as const)
  test(`a refresh that fails with ${newState} removes the chat`, async ({ page }) => {
    await page.goto('/chats/45')
    await expect(state(page)).toHaveAttribute('data-state', 'ready')
    await page.route(api, (route) => route.fulfill(failure))
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(state(page)).toHaveAttribute('data-state', newState)
    expect(await page.content()).not.toContain('John Doe')
  })

test('a temporary failure is retried once, a permanent one is not', async ({ page }) => {
  await lookUpFromPage(page)
  const requestedIds: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/api/')) requestedIds.push(request.url().split('/').at(-1) ?? '')
  })
  await page.goto('/chats/500')
  await expect(state(page)).toHaveAttribute('data-state', 'upstream-error')
  await page.goto('/chats/404')
  await expect(state(page)).toHaveAttribute('data-state', 'not-found')
  expect(requestedIds).toEqual(['500', '500', '404'])
})

test('a 404 that is not in Linq’s format is a bad response, not a missing chat', async ({ page }) => {
  await lookUpFromPage(page)
  await page.route(api, (route) => route.fulfill({ status: 404, contentType: 'text/html', body: '<h1>404</h1>' }))
  await page.goto('/chats/45')
  await expect(state(page)).toHaveAttribute('data-state', 'bad-response')
})

test('a lookup while offline loads its chat when the browser is online again', async ({ page, context }) => {
  await page.goto('/')
  await expect(page.getByLabel('Chat ID')).toBeVisible()
  await context.setOffline(true)
  await page.getByLabel('Chat ID').fill('45')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(state(page)).toHaveAttribute('data-state', 'offline')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^You are offline$|^No connection/)
  await context.setOffline(false)
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
})

test('an unreachable server has its own message, and the lookup is retried automatically', async ({ page }) => {
  await lookUpFromPage(page)
  await page.route(api, (route) => route.abort('connectionrefused'))
  await page.goto('/chats/45')
  await expect(state(page)).toHaveAttribute('data-state', 'offline')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The console’s server is not responding')
  await page.unroute(api)
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
})

test('the next chat is looked up with the keyboard only', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Chat console' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Chat ID')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('404')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Chat 404 not found' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Look up another chat' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Chat 404 not found' })).toBeFocused()
})

test('Refresh keeps the focus', async ({ page }) => {
  await page.goto('/chats/45')
  const refresh = page.getByRole('button', { name: 'Refresh' })
  // Disabled while the chat is loading.
  await expect(refresh).toHaveAttribute('aria-disabled', 'false')
  await refresh.focus()
  for (let times = 0; times < 2; times += 1) {
    const response = page.waitForResponse(api)
    await page.keyboard.press('Enter')
    await response
    await expect(refresh).toHaveAttribute('aria-disabled', 'false')
    await expect(refresh).toBeFocused()
  }
})

test('a page that appears while a person types does not move the focus', async ({ page }) => {
  await page.goto('/chats/45')
  const answer = Promise.withResolvers<void>()
  await page.route(api, async (route) => {
    await answer.promise
    await route.continue()
  })
  const box = page.getByLabel('Chat ID')
  await box.fill('404')
  await box.press('Enter')
  await expect(state(page)).toHaveAttribute('data-state', 'loading')
  await box.fill('4')
  answer.resolve()
  // Its heading is another one than that of the loading chat.
  await expect(state(page)).toHaveAttribute('data-state', 'not-found')
  await expect(box).toBeFocused()
  await expect(box).toHaveValue('4')
})

test('looking the same ID up again adds no history entry', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Chat ID').fill('45')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  for (let times = 0; times < 3; times += 1) await page.getByLabel('Chat ID').press('Enter')
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look up a chat')
})

test('trying again after a failure shows the loading state', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  await page.route(api, (route) => route.fulfill(linqFailure(404, 'not_found')))
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(state(page)).toHaveAttribute('data-state', 'not-found')
  await page.unroute(api)
  const answer = Promise.withResolvers<void>()
  await lookUpFromPage(page)
  await page.route(api, async (route) => {
    await answer.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(state(page)).toHaveAttribute('data-state', 'loading')
  expect(await page.content()).not.toContain('John Doe')
  answer.resolve()
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
})

test('a page loads nothing from other origins, and reports no error', async ({ page, baseURL }) => {
  const otherOrigins: string[] = []
  const errors: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}/`)) otherOrigins.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto('/chats/45')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  await page.getByRole('link', { name: 'Chat console' }).click()
  await page.getByRole('link', { name: 'RCS chat' }).click()
  await expect(page.locator('[data-field=display_name]')).toHaveText('Harbor Coffee')
  expect({ otherOrigins, errors }).toEqual({ otherOrigins: [], errors: [] })
})

test('no value of the table overflows its cell, at any width', async ({ page }) => {
  for (const id of ['45', '102', '103']) {
    await page.goto(`/chats/${id}`)
    await expect(page.locator('tr[data-handle-id]').first()).toBeVisible()
    for (const width of [320, 390, 767, 768, 900, 1023, 1024, 1060, 1119, 1120, 1200, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      const overflowing = await page
        .locator('tr[data-handle-id] :is(td, th)')
        .evaluateAll((cells) =>
          cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent),
        )
      expect(overflowing, `${id} at ${width} px`).toEqual([])
    }
  }
})
