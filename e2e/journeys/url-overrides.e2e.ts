// What an address pins: the same link is the same picture, whoever opens it and wherever.
import { countPictures, isSame, report, usualPages } from '../pictures/same-picture.ts'
import { launchForPictures, screenshotOptions } from '../pictures/shoot/browser.ts'
import { expect, test } from '../support/test.ts'

test('one link is one picture in fresh browsers, whatever the host, the window and the pictures before', async ({
  sandboxConsole,
}) => {
  test.setTimeout(180_000)
  const pages = usualPages.filter(({ width }) => width !== 768)
  const counts = await countPictures({
    base: sandboxConsole.url,
    pages,
    // One for each way of taking them; `same-picture.ts` starts hundreds.
    count: 3,
    jobs: 4,
    launch: async (env) => (await launchForPictures(env)).browser,
    screenshot: screenshotOptions,
  })
  expect(counts.filter((one) => !isSame(one)).flatMap(report)).toEqual([])
  expect(counts).toHaveLength(8)
})

test('shot=1 hides people, stands still, and fixes the zone, the theme, the clock and the facts of the request', async ({
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

test('what a link says itself wins over shot=1', async ({ page }) => {
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

test('with shot=1 nothing but mask=0 shows a person', async ({ page }) => {
  for (const mask of ['', '2', '0.', 'true']) {
    await page.goto(`/chats/45?shot=1&mask=${mask}`)
    await page.waitForSelector('html[data-shot=ready]')
    await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
    await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  }
})

test('now alone fixes the clock, and with it what goes on by itself', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto('/chats/429?now=2026-03-04T05:06:07Z')
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.locator('[data-countdown]')).toHaveText('Retrying in 30 s.')
  asked.length = 0
  await page.waitForTimeout(1500)
  await expect(page.locator('[data-countdown]')).toHaveText('Retrying in 30 s.')
  expect(asked).toEqual([])
})

test('a clock that cannot be read, or has no zone, is left running', async ({ page }) => {
  for (const now of ['yesterday', '2026-03-04', '2026-03-04T05:06:07']) {
    await page.goto(`/chats/45?now=${now}`)
    await expect(page.locator('[data-field=fetched_at]')).toContainText(String(new Date().getUTCFullYear()))
    await expect(page.locator('[data-field=fetched_at]')).not.toContainText('05:06:07')
  }
})

test('a page to be photographed leaves nothing on the device, and its pins stay from page to page', async ({
  page,
}) => {
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

test('with live data nothing is held: a state is only what Linq said', async ({ page, liveConsole }) => {
  await page.goto(`${liveConsole.url}/chats/45?shot=1&hold=offline`)
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})
