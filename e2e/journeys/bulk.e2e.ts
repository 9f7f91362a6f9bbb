import { readFileSync } from 'node:fs'

import { readClipboard } from '../support/clipboard.ts'
import { expect, expectAccessible, test } from '../support/test.ts'

test('each chat is a row with its state', async ({ page }) => {
  await page.goto('/chats?ids=45,404,102,45,find')
  await expect(page.locator('main')).toHaveAttribute('data-view', 'several')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(page).toHaveTitle('3 chats · Chat console')
  const states = await page
    .locator('tr[data-chat-id]')
    .evaluateAll((rows) => rows.map((row) => `${row.getAttribute('data-chat-id')} ${row.getAttribute('data-state')}`))
  expect(states).toEqual(['45 ready', '404 not-found', '102 ready'])
  await expect(page.getByRole('alert')).toHaveText('1 entry in this address is not a chat ID.')
  await expect(page.locator('[data-progress]')).toHaveText('1 failed to load')
  await expectAccessible(page)
  await page.getByRole('link', { name: '102' }).click()
  await expect(page).toHaveURL(/\/chats\/102$/)
})

test('at most four requests run at once, and the progress is shown', async ({ page }) => {
  let running = 0
  let most = 0
  await page.route('**/api/**', async (route) => {
    running += 1
    most = Math.max(most, running)
    const response = await route.fetch()
    await route.fulfill({ response })
    running -= 1
  })
  const ids = Array.from({ length: 24 }, (_, index) => 1000 + index)
  await page.goto(`/chats?ids=${ids.join(',')}`)
  await expect(page.getByRole('progressbar', { name: 'Chats loaded' })).toBeVisible()
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(4)
  await expect(page.locator('tr[data-state=not-found]')).toHaveCount(24)
})

test('the first 500 chats are shown, and the page says how many more there are', async ({ page }) => {
  await page.goto(`/chats?ids=${Array.from({ length: 502 }, (_, index) => index + 1001).join(',')}`)
  await expect(page.getByRole('alert')).toContainText(
    'Only the first 500 chats are shown. Open the other 2 on another page.',
  )
  await expect(page.locator('tr[data-chat-id]')).toHaveCount(500)
})

test('a rate limit pauses all lookups, and they continue automatically', async ({ page }) => {
  await page.clock.install()
  let isLimited = false
  await page.route('**/api/**', (route) => {
    if (isLimited) return route.continue()
    isLimited = true
    return route.fulfill({ status: 429, headers: { 'retry-after': '600' }, body: '' })
  })
  await page.goto('/chats?ids=45,101')
  await expect(page.locator('[data-progress]')).toContainText('rate limit was reached; continuing in')
  await page.clock.runFor(601_000)
  await expect(page.locator('tr[data-state=ready]')).toHaveCount(2)
})

test('the rows are downloaded as CSV and copied as Markdown', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/chats?ids=45,404')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  expect(readFileSync(await (await downloading).path(), 'utf8')).toContain(
    '"45","ready","John Doe, Jane Smith","iMessage","no","15","2","+15551234567; +15559876543"\r\n"404","not-found"',
  )
  await page.getByRole('button', { name: 'Copy Markdown' }).click()
  await expect(page.locator('[data-notice]')).toHaveText('Markdown copied.')
  expect((await readClipboard(page))['text/plain']).toMatch(
    /^\| \[45\]\(http:\S+\/chats\/45\) \| `ready` \| `John Doe, Jane Smith` \|/m,
  )
})

test('a URL without IDs says so', async ({ page }) => {
  for (const path of ['/chats', '/chats?ids=', '/chats?ids=find']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This address has no chat IDs')
  }
  await expectAccessible(page)
})

test('a chat that is opened from a sorted and scrolled table starts at its top, and Back returns to its row', async ({
  page,
}) => {
  const ids = Array.from({ length: 60 }, (_, index) => 60 + index)
  await page.goto(`/chats?ids=${ids.join()}&sort=-id`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await page.getByLabel('Filter chats').fill('1')
  await expect(page.locator('[data-found]')).toHaveText('24 of 60')
  const link = page.getByRole('link', { name: '61', exact: true })
  await link.scrollIntoViewIfNeeded()
  const place = await page.evaluate(() => scrollY)
  expect(place).toBeGreaterThan(200)
  await link.click()
  await expect(page.getByRole('heading', { name: 'Chat 61 not found' })).toBeVisible()
  expect(await page.evaluate(() => scrollY)).toBe(0)
  const around = page.getByRole('navigation', { name: 'Chats of the table' })
  await expect(around).toContainText('24 of 24')
  await around.getByRole('link', { name: 'Previous' }).click()
  await expect(page).toHaveURL(/\/chats\/71$/)
  await around.getByRole('button', { name: 'Back to 24 chats' }).click()
  await expect(page.locator('[data-found]')).toHaveText('24 of 60')
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(place)
  await expect(link).toBeFocused()
})

const samples = Array.from({ length: 27 }, (_, index) => 101 + index)

for (const width of [1440, 1024])
  test(`at ${width} px the names of the columns stay below the box, and no column is cut off`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    for (const language of ['', '&lang=en-XA']) {
      await page.goto(`/chats?ids=${samples.join()},9223372036854775807${language}`)
      await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
      const [table, box] = await page
        .locator('.scroll-cue, .scroll-cue > table')
        .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().right))
      expect(Math.round(box ?? NaN)).toBeLessThanOrEqual(Math.round(table ?? NaN))
      await page.locator('tr[data-chat-id]').last().scrollIntoViewIfNeeded()
      const [header, head] = await page
        .locator('#root > header, main thead')
        .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect()))
      expect(head?.top).toBe(header?.bottom)
    }
  })

test('a row names the participant that the filter matches', async ({ page }) => {
  await page.goto(`/chats?ids=${samples.join()}`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  const numbers = page.locator('tr[data-chat-id="102"] [data-field=addresses]')
  await expect(numbers).toHaveText('+12025550130+12025550131and 30 more')
  await page.getByLabel('Filter chats').fill('(202) 555-0145')
  await expect(page.locator('[data-found]')).toHaveText('1 of 27')
  await expect(numbers).toHaveText('+12025550145+12025550130and 30 more')
})

test('the focus moves up to chats that no head covers', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 600 })
  const ids = Array.from({ length: 30 }, (_, index) => String(101 + index))
  await page.goto(`/chats?ids=${ids.join()}`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await page.locator('tbody a').last().focus()
  for (const id of ids.toReversed()) {
    const focused = await page.evaluate(() => {
      const { left, top } = document.activeElement?.getBoundingClientRect() ?? new DOMRect()
      const isCovered = document.elementFromPoint(left + 1, top + 1)?.closest('header, thead') !== null
      return { id: document.activeElement?.textContent, isCovered }
    })
    expect(focused).toEqual({ id, isCovered: false })
    await page.keyboard.press('Shift+Tab')
  }
  // The rows are replaced.
  await page.locator('tbody a').first().focus()
  await page.keyboard.press('h')
  await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})
