import { lookUpFromPage, expect, test } from '../support/test.ts'

const fact = (field: string) => `section [data-field=${field}]`

test('the request card names the request as the log does', async ({ page, sandboxConsole }) => {
  await page.goto('/chats/45')
  await expect(page.locator(fact('status'))).toHaveText('200')
  await expect(page.locator(fact('duration'))).toHaveText(/^\d+ ms$/)
  await expect(page.locator(fact('fetched_at'))).toHaveText(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} UTC$/)
  await expect(page.locator(fact('attempts'))).toHaveText('1')
  await expect(page.locator(fact('source'))).toHaveText('Sandbox data')
  await expect(page.locator(fact('trace_id'))).toHaveText('sandbox-trace-0001')
  const requestId = await page.locator(fact('request_id')).textContent()
  await expect.poll(sandboxConsole.output).toContain(`"requestId":"${requestId}","person":null,"chatId":"45"`)
})

test('a second attempt is counted', async ({ page }) => {
  let first = true
  await lookUpFromPage(page)
  await page.route('**/api/**', (route) => {
    if (!first) return route.continue()
    first = false
    return route.fulfill({ status: 503, body: '' })
  })
  await page.goto('/chats/45')
  await expect(page.locator(fact('attempts'))).toHaveText('2')
})

for (const [id, drift, words] of [
  ['45', '0', 'No differences from the documented format.'],
  ['107', '2', 'service is “Satellite”, expected iMessage, SMS or RCS'],
  ['126', '4', 'Extra field chat_handles[1].country'],
  ['127', '5', 'chat_handles was not sent'],
] as const)
  test(`the format check finds ${drift} differences in ${id}`, async ({ page }) => {
    await page.goto(`/chats/${id}`)
    await expect(page.locator('main')).toHaveAttribute('data-drift', drift)
    await expect(page.getByRole('region', { name: 'Format check' })).toContainText(words)
  })

for (const [id, hints] of [
  ['45', []],
  [
    '104',
    ['1 participant uses SMS while the chat uses iMessage.', '1 participant uses RCS while the chat uses iMessage.'],
  ],
] as const)
  test(`the hints of ${id} are drawn from its own data`, async ({ page }) => {
    await page.goto(`/chats/${id}`)
    await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
    await expect(page.getByRole('list', { name: 'Hints' }).getByRole('listitem')).toHaveText([...hints])
  })

test('times follow tz, whatever this machine thinks', async ({ browser, sandboxConsole }) => {
  const context = await browser.newContext({ timezoneId: 'Pacific/Auckland', locale: 'ar-EG' })
  const page = await context.newPage()
  const joined = page.locator('td[data-field=joined_at]').first()
  for (const [tz, text] of [
    ['', /^2025-05-21 15:30:00 −05:00\s*2025-05-21 20:30:00 UTC$/],
    ['?tz=sent', '2025-05-21 15:30:00 −05:00'],
    ['?tz=local', /2025-05-22 08:30:00 \+12:00 Pacific\/Auckland$/],
    ['?tz=America/New_York', /2025-05-21 16:30:00 −04:00 America\/New_York$/],
    ['?tz=Nowhere/Land', /2025-05-21 20:30:00 UTC$/],
  ] as const) {
    await page.goto(`${sandboxConsole.url}/chats/45${tz}`)
    await expect(joined).toHaveText(text)
    await expect(joined.locator('time')).toHaveAttribute('datetime', '2025-05-21T15:30:00.000-05:00')
  }
  await context.close()
})

test('the response is there to the byte, found by its text, and can be indented', async ({ page, baseURL }) => {
  await page.goto('/chats/9007199254740993')
  const received = await (await page.request.get(`${baseURL}/api/partner/v2/chats/9007199254740993`)).text()
  const body = page.locator('pre[data-field=body]')
  await expect(body).toBeHidden()
  await page.getByText('Response as received').click()
  await expect(body).toBeVisible()
  expect(await body.textContent()).toBe(received)
  await page.getByRole('button', { name: 'Show indented' }).click()
  const indented = (await body.textContent()) ?? ''
  expect(indented).toContain('"id": 9007199254740993,')
  expect(indented.replace(/\n\s*/g, '').replaceAll('": ', '":')).toBe(received)
})

test('columns sort both ways and back, in the address too', async ({ page }) => {
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

test('ten participants and more can be filtered, in the address too', async ({ page }) => {
  await page.goto('/chats/45')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await expect(page.getByLabel('Filter participants')).toHaveCount(0)
  await page.goto('/chats/102')
  await page.getByLabel('Filter participants').fill('555 013')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(10)
  await expect(page.getByText('10 of 32')).toBeVisible()
  await page.reload()
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(10)
  await page.getByLabel('Filter participants').fill('nobody')
  await expect(page.getByText('No participants match this filter.')).toBeVisible()
})

test('a number is grouped for the eye, and selected as it was sent', async ({ page }) => {
  await page.goto('/chats/45')
  const cell = page.locator('td[data-field=phone_number]').first()
  await expect(cell).toHaveText('+15551234567')
  const gaps = await cell
    .locator('span')
    .evaluateAll((parts) => parts.map((part) => parseFloat(getComputedStyle(part).marginLeft) > 0))
  expect(gaps).toEqual([false, true, true, true])
  await cell.locator('bdi').selectText()
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('+15551234567')
})

test('a direction control is drawn, not obeyed', async ({ page }) => {
  await page.goto('/chats/112')
  const name = page.locator('[data-field=display_name]')
  await expect(name.getByText('RLO', { exact: true })).toBeVisible()
  await expect(name).not.toHaveText(/\u202e/)
  expect(await name.locator('bdi').count()).toBe(1)
})

test('a very long name takes two lines until it is asked for', async ({ page }) => {
  await page.goto('/chats/111')
  const name = page.locator('[data-field=display_name]')
  const height = async () => (await name.boundingBox())?.height ?? 0
  const show = page.getByRole('button', { name: 'Show full name' })
  await expect(show).toBeVisible()
  const folded = await height()
  await show.click()
  expect(await height()).toBeGreaterThan(folded)
  await expect(page.getByRole('button', { name: 'Show less' })).toHaveAttribute('aria-expanded', 'true')
})
