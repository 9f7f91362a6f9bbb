// The gallery of all states, and its list for screenshot tools.
import { shots } from '../../src/sandbox/shots.ts'
import { expect, expectAccessible, test } from '../support/test.ts'

test('shows every state as a link with a preview, which loads near the window', async ({ page, baseURL }) => {
  await page.goto('/qa')
  await page.waitForSelector('html[data-shot=ready]')
  const expected = shots().filter(({ theme, viewport }) => theme === 'light' && viewport.width === 1440)
  await expect(page.locator('a[data-shot-name]')).toHaveCount(expected.length)
  expect(
    await page.locator('a[data-shot-name]').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  ).toEqual(expected.map(({ path }) => path))
  const first = await page.locator('iframe').count()
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(expected.length / 2)
  await expect(page.frameLocator('iframe').first().locator('main')).toHaveAttribute('data-view', 'lookup')
  const last = page.locator('a[data-shot-name]').last()
  await last.scrollIntoViewIfNeeded()
  await expect(last.frameLocator('iframe').locator('main')).toHaveAttribute('data-state', expected.at(-1)?.state ?? '')
  // A preview far from the window is removed.
  await expect(page.locator('a[data-shot-name]').first().locator('iframe')).toHaveCount(0)
  await last.click()
  await expect(page).toHaveURL(`${baseURL}${expected.at(-1)?.path}`)
})

test('is filtered by text, theme and width, which are in the URL', async ({ page }) => {
  // Few previews are in a low window.
  await page.setViewportSize({ width: 1280, height: 300 })
  await page.goto('/qa')
  await page.getByLabel('Find a state').fill('rate')
  await expect(page).toHaveURL('/qa?find=rate')
  // Both in one task: the second must not replace the first.
  await page.evaluate(() => {
    for (const button of document.querySelectorAll('button'))
      if (/^(?:Dark|390)$/.test(button.textContent)) button.click()
  })
  await expect(page).toHaveURL('/qa?find=rate&in=dark&width=390')
  const names = page.locator('a[data-shot-name]')
  // The URL changes before the gallery is rendered.
  await expect
    .poll(() => names.evaluateAll((links) => links.map((link) => link.getAttribute('data-shot-name'))))
    .toEqual([
      'rate-limited-dark-390',
      'too-many-dark-390',
      'find-too-many-dark-390',
      'find-rate-limited-dark-390',
      'chat-4292-dark-390',
    ])
  await page.reload()
  await expect(names).toHaveCount(5)
  await page.getByLabel('Find a state').fill('nothing of the kind')
  await expect(page.getByText('No states match')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(page).toHaveURL('/qa')
  await expect(page.getByLabel('Find a state')).toHaveValue('')
  await expect(names).toHaveCount(shots().filter(({ name }) => name.endsWith('-light-1440')).length)
})

test('is accessible, and its previews neither take the focus nor are in the tab order', async ({ page }) => {
  await page.goto('/qa?find=not+found')
  const field = page.getByLabel('Find a state')
  await field.focus()
  await page.waitForSelector('html[data-shot=ready]')
  await expect(field).toBeFocused()
  await page
    .frameLocator('iframe')
    .first()
    .locator('h1')
    .evaluate((heading) => heading.focus())
  await expect(field).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'All' }).last().focus()
  await page.keyboard.press('Tab')
  await expect(page.locator('a[data-shot-name]').first()).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.locator('iframe').first()).not.toBeFocused()
})

test('the list as JSON has the states of the gallery', async ({ request }) => {
  const response = await request.get('/qa/shots.json')
  expect(response.headers()['content-type']).toBe('application/json')
  expect(await response.json()).toEqual(shots())
})

test('with live data the gallery and its list say why they are not available', async ({ page, liveConsole }) => {
  await page.goto(`${liveConsole.url}/qa`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'off')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The gallery is not available')
  await expect(page.locator('iframe')).toHaveCount(0)
  await expectAccessible(page)
  const list = await page.request.get(`${liveConsole.url}/qa/shots.json`)
  expect(list.status()).toBe(404)
  expect(await list.text()).toContain('needs sandbox data')
})

test('only sandbox pages may be framed, and only by the console itself', async ({ request, liveConsole }) => {
  const policy = async (url: string) => (await request.get(url)).headers()['content-security-policy']
  expect(await policy('/chats/45')).toMatch(/frame-src 'self'.*frame-ancestors 'self'/)
  expect(await policy(`${liveConsole.url}/chats/45`)).toContain("frame-ancestors 'none'")
  expect(await policy(`${liveConsole.url}/chats/45`)).not.toContain('frame-src')
})
