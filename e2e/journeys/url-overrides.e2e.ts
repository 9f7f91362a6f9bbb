// URL overrides: the same link gives the same screenshot in every browser.
import { countPictures, isSame, report, usualPages } from '../pictures/same-picture.ts'
import { launchForPictures, screenshotOptions } from '../pictures/shoot/browser.ts'
import { expect, test } from '../support/test.ts'

test('one link is one picture in fresh browsers, independent of host, window and earlier pictures', async ({
  sandboxConsole,
}) => {
  test.setTimeout(180_000)
  // Each page at one of two widths: the comparison with the accepted pictures has the others.
  const pages = usualPages.filter(({ width }, index) => width === (index % 2 === 0 ? 390 : 1440))
  const counts = await countPictures({
    base: sandboxConsole.url,
    pages,
    // One for each way of taking a picture; `same-picture.ts` starts hundreds.
    count: 3,
    jobs: 4,
    launch: async (env) => (await launchForPictures(env)).browser,
    screenshot: screenshotOptions,
  })
  expect(counts.filter((one) => !isSame(one)).flatMap(report)).toEqual([])
  expect(counts).toHaveLength(4)
})

test('shot=1 hides personal data, stops motion, and fixes the zone, the theme, the clock and the request details', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/chats/104?shot=1')
  await page.waitForSelector('html[data-shot=ready]')
  const main = page.locator('main')
  await expect(main).toHaveAttribute('data-masked', 'true')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'off')
  await expect(main.locator('[data-field=fetched_at]')).toHaveText('2026-01-01 12:00:00 UTC')
  await expect(main.locator('[data-field=request_id]')).toHaveText('fixed for pictures')
  await expect(main.locator('[data-field=duration]')).toHaveText('0 ms')
  await expect(page.locator('[data-screenshot-footer]')).toHaveText(
    /Chat 104.*Sandbox data.*2026-01-01 12:00:00 UTC.*Zone UTC.*Personal data hidden.*fixed for this screenshot.*Chat console \d/,
  )
})

test('other parameters of a link override shot=1', async ({ page }) => {
  await page.goto('/chats/45?shot=1&mask=0&theme=dark&tz=Asia/Kolkata&now=2026-03-04T05:06:07Z&motion=on&chrome=off')
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.locator('main')).not.toHaveAttribute('data-masked')
  await expect(page.getByText('+1 555 123 4567').or(page.getByText('John Doe'))).not.toHaveCount(0)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).not.toHaveAttribute('data-motion')
  await expect(page.locator('[data-field=fetched_at]')).toHaveText('2026-03-04 10:36:07 +05:30 Asia/Kolkata')
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(page.locator('[data-screenshot-footer]')).toBeHidden()
})

test('now fixes the clock, and stops countdowns and automatic requests', async ({ page }) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  await page.goto('/chats/429?now=2026-03-04T05:06:07Z')
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.locator('[data-countdown]')).toHaveText('Retrying in 30 s.')
  requests.length = 0
  await page.waitForTimeout(1500)
  await expect(page.locator('[data-countdown]')).toHaveText('Retrying in 30 s.')
  expect(requests).toEqual([])
})

test('a page with shot=1 stores nothing in the browser, and its links keep the URL overrides', async ({ page }) => {
  await page.goto('/chats/45?shot=1&mask=0&lang=en-XA')
  await page.waitForSelector('html[data-shot=ready]')
  await page.keyboard.press('z')
  await page.keyboard.press('t')
  await expect(page).toHaveURL(/tz=local.*theme=dark/)
  await page.getByRole('link', { name: /Cháát/ }).first().click()
  await expect(page).toHaveURL(/\/\?.*shot=1/)
  expect(new URL(page.url()).searchParams.get('lang')).toBe('en-XA')
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
})

test('with live data a fixed state is ignored', async ({ page, liveConsole }) => {
  await page.goto(`${liveConsole.url}/chats/45?shot=1&hold=offline`)
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})

test('settings that cannot be read are named, and loosen nothing', async ({ page }) => {
  await page.goto('/chats/45?mask=1&tz=Europe/Nowhere&theme=blue&now=2026-03-04T05:06:07')
  await expect(page.getByRole('alert')).toHaveText('This address has settings that could not be read: tz, theme, now')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await expect(page.locator('[data-field=fetched_at]')).toHaveText(/\d/)
  await expect(page.locator('[data-field=fetched_at]')).not.toContainText('05:06:07')
  await page.goto('/chats/45?tz=Europe/Berlin&theme=dark&now=2026-01-01T00:00:00Z')
  await expect(page.locator('main')).toHaveAttribute('data-drift')
  await expect(page.getByRole('alert')).toHaveCount(0)
})
