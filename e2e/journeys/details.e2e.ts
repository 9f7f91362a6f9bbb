import type { Page } from '@playwright/test'

import { lookUpFromPage, expect, test } from '../support/test.ts'

const requestField = (field: string) => `section [data-field=${field}]`

test('the request details have the request ID of the log line', async ({ page, sandboxConsole }) => {
  await page.goto('/chats/45')
  await expect(page.locator(requestField('status'))).toHaveText('200')
  await expect(page.locator(requestField('duration'))).toHaveText(/^\d+ ms$/)
  await expect(page.locator(requestField('fetched_at'))).toHaveText(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} UTC$/)
  await expect(page.locator(requestField('attempts'))).toHaveText('1')
  await expect(page.locator(requestField('source'))).toHaveText('Sandbox data · API v2')
  await expect(page.locator(requestField('trace_id'))).toHaveText('sandbox-trace-0001')
  const requestId = await page.locator(requestField('request_id')).textContent()
  await expect
    .poll(sandboxConsole.output)
    .toContain(`"requestId":"${requestId}","person":null,"iss":null,"sub":null,"chatId":"45"`)
})

test('a retry is counted as a second attempt', async ({ page }) => {
  let isFirst = true
  await lookUpFromPage(page)
  await page.route('**/api/**', (route) => {
    if (!isFirst) return route.continue()
    isFirst = false
    return route.fulfill({ status: 503, body: '' })
  })
  await page.goto('/chats/45')
  await expect(page.locator(requestField('attempts'))).toHaveText('2')
})

test('a time’s tooltip has the zone of tz, independent of the browser’s locale, and its age', async ({
  browser,
  sandboxConsole,
}) => {
  const context = await browser.newContext({ timezoneId: 'Pacific/Auckland', locale: 'ar-EG' })
  const page = await context.newPage()
  const joined = page.locator('td[data-field=joined_at]').first()
  for (const [tz, text] of [
    ['', /^2025-05-21 20:30:00 UTC · \d+ (?:months?|years?) ago$/],
    ['?tz=sent', /^\d+ (?:months?|years?) ago$/],
    ['?tz=local', /^2025-05-22 08:30:00 \+12:00 Pacific\/Auckland · /],
    ['?tz=America/New_York', /^2025-05-21 16:30:00 -04:00 America\/New_York · /],
    ['?tz=Nowhere/Land', /^2025-05-21 20:30:00 UTC · /],
  ] as const) {
    await page.goto(`${sandboxConsole.url}/chats/45${tz}`)
    await expect(joined).toHaveText('2025-05-21 15:30:00 -05:00')
    await expect(page.locator('html[data-hydrated] main[data-drift]')).toBeAttached()
    await joined.locator('time').focus()
    await expect(page.getByRole('tooltip')).toHaveText(text)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('tooltip')).toBeHidden()
    await expect(joined.locator('time')).toHaveAttribute('datetime', '2025-05-21T15:30:00.000-05:00')
  }
  await context.close()
})

test('the response is shown byte for byte, in colours once it is open, and can be indented', async ({
  page,
  baseURL,
}) => {
  await page.goto('/chats/9007199254740993')
  const received = await (await page.request.get(`${baseURL}/api/partner/v2/chats/9007199254740993`)).text()
  const body = page.locator('pre[data-field=body]')
  await expect(body).toBeHidden()
  await expect(body.locator('span')).toHaveCount(0)
  await page.getByText('Response as received').click()
  await expect(body.locator('span').first()).toBeVisible()
  expect(await body.textContent()).toBe(received)
  await page.getByRole('button', { name: 'Show indented' }).click()
  const indented = (await body.textContent()) ?? ''
  expect(indented).toContain('"id": 9007199254740993,')
  expect(indented.replace(/\n\s*/g, '').replaceAll('": ', '":')).toBe(received)
})

test('columns sort ascending, descending and as received, and the order is in the URL', async ({ page }) => {
  await page.goto('/chats/104')
  const ids = () =>
    page.locator('tr[data-handle-id]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-handle-id')))
  const heading = page.getByRole('columnheader', { name: 'Service' })
  await expect(heading).toBeVisible()
  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(ids).toEqual(['201', '202', '205', '204'])
  await heading.getByRole('button').click()
  await expect(page).toHaveURL(/sort=-service/)
  await expect.poll(ids).toEqual(['204', '205', '201', '202'])
  await page.reload()
  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(ids).toEqual(['204', '205', '201', '202'])
  await heading.getByRole('button').click()
  await expect(page).not.toHaveURL(/sort/)
})

test('ten participants or more can be filtered, and the filter survives a reload', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await expect(page.getByLabel('Filter participants')).toHaveCount(0)
  await page.goto('/chats/102')
  await page.getByLabel('Filter participants').fill('555 013')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(10)
  await expect(page.locator('[data-found]', { hasText: '10 of 32' })).toBeVisible()
  await page.reload()
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(10)
  await page.getByLabel('Filter participants').fill('nobody')
  await expect(page.getByText('No participants match this filter.')).toBeVisible()
})

const filtered = (page: Page) => page.locator('tr[data-handle-id]')

test('a filter stays in the fragment: no request has it, and sorting and the skip link keep it', async ({ page }) => {
  const requested: string[] = []
  page.on('request', (request) => requested.push(request.url()))
  await page.goto('/chats/102')
  await page.getByLabel('Filter participants').fill('+1 202 555 0130')
  await expect(page).toHaveURL('/chats/102#filter=%2B1%20202%20555%200130')
  await page.getByRole('columnheader', { name: 'Joined' }).getByRole('button').click()
  await expect(page).toHaveURL('/chats/102?sort=joined_at#filter=%2B1%20202%20555%200130')
  await page.getByRole('link', { name: 'Skip to content' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page).toHaveURL(/#filter=/)
  await page.reload()
  await expect(page.getByLabel('Filter participants')).toHaveValue('+1 202 555 0130')
  await expect(filtered(page)).toHaveCount(1)
  expect(requested.filter((url) => /filter|0130/.test(new URL(url).pathname + new URL(url).search))).toEqual([])
})

test('a link with a filter hydrates the page that the server rendered, and then filters', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  // Older links have the filter in the query.
  let html = ''
  for (const path of ['/chats/102?sort=id#filter=555%20013', '/chats/102?sort=id&filter=555+013']) {
    html = (await (await page.goto(path))?.text()) ?? ''
    await expect(page).toHaveURL('/chats/102?sort=id#filter=555%20013')
    await expect(filtered(page)).toHaveCount(10)
    await expect(page.getByLabel('Filter participants')).toHaveValue('555 013')
  }
  expect(html).not.toMatch(/filter=|555 013|555\+013/)
  expect(html.match(/ data-handle-id=/g)).toHaveLength(32)
  expect(errors).toEqual([])
})

test('a phone number is grouped by margins, so it is copied without spaces', async ({ page }) => {
  await page.goto('/chats/45')
  const cell = page.locator('td[data-field=phone_number]').first()
  await expect(cell).toHaveText('+15551234567')
  const gaps = await cell
    .locator('span')
    .evaluateAll((groups) => groups.map((group) => parseFloat(getComputedStyle(group).marginLeft) > 0))
  expect(gaps).toEqual([true, true, true])
  await cell.locator('bdi').selectText()
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('+15551234567')
})

test('a bidirectional control character is shown, and has no effect', async ({ page }) => {
  await page.goto('/chats/112')
  const name = page.locator('[data-field=display_name]')
  await expect(name.getByText('RLO', { exact: true })).toBeVisible()
  await expect(name).not.toHaveText(/\u202e/)
  expect(await name.locator('bdi').count()).toBe(1)
})

test('a very long name is shortened to two lines until it is expanded', async ({ page }) => {
  await page.goto('/chats/111')
  const name = page.locator('[data-field=display_name]')
  const height = async () => (await name.boundingBox())?.height ?? 0
  const show = page.getByRole('button', { name: 'Show full name' })
  await expect(show).toBeVisible()
  const collapsed = await height()
  await show.click()
  expect(await height()).toBeGreaterThan(collapsed)
  await expect(page.getByRole('button', { name: 'Show less' })).toHaveAttribute('aria-expanded', 'true')
})

test('hiding keeps the differences from the documented format, without their values', async ({ page }) => {
  await lookUpFromPage(page)
  await page.route('**/api/partner/v2/chats/*', (route) =>
    route.fulfill({
      json: {
        data: {
          id: 45,
          display_name: 5,
          service: 'Foo',
          group: 'x',
          message_count: 15.5,
          chat_handles: [{ id: 1, phone_number: 5, service: 'SMS', joined_at: 17 }],
        },
      },
    }),
  )
  await page.goto('/chats/45')
  const format = page.getByRole('region', { name: 'Format check' })
  await expect(format.getByRole('listitem')).toHaveCount(6)
  await expect(format).toContainText('service is “Foo”, expected iMessage, SMS or RCS')
  await page.locator('[data-action=hide]').click()
  await expect(format).toContainText('service is another value, expected iMessage, SMS or RCS')
  await expect(format.getByRole('listitem')).toHaveCount(6)
  await expect(format).toContainText('display_name is a number, expected text')
  expect(await page.content()).not.toContain('Foo')
})
