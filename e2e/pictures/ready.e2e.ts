// When `html[data-shot=ready]` is set. That nothing changes in a ready page is checked with each picture: `baseline.e2e.ts`.
import { expect, test } from '../support/test.ts'

test('a page without shot=1 is marked as ready too, except during a refresh', async ({ page }) => {
  await page.goto('/chats/45')
  await page.waitForSelector('html[data-shot=ready]')
  const answer = Promise.withResolvers<void>()
  await page.route('**/api/**', async (route) => {
    await answer.promise
    await route.continue()
  })
  await page.keyboard.press('r')
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'true')
  await expect(page.locator('html')).not.toHaveAttribute('data-shot')
  await page.waitForTimeout(300)
  await expect(page.locator('html')).not.toHaveAttribute('data-shot')
  answer.resolve()
  await expect(page.locator('html')).toHaveAttribute('data-shot', 'ready')
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false')
})

for (const [resource, pattern] of [
  ['a font', /jetbrains-mono.*woff2/],
  ['a chunk', /\/chat-.*\.js/],
] as const)
  test(`waits for ${resource} that is still loading`, async ({ page }) => {
    const release = Promise.withResolvers<void>()
    await page.route(pattern, async (route) => {
      await release.promise
      await route.continue()
    })
    await page.goto('/chats/45?now=2026-01-01T00:00:00Z', { waitUntil: 'commit' })
    await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
    await page.waitForTimeout(500)
    await expect(page.locator('html')).not.toHaveAttribute('data-shot')
    release.resolve()
    await expect(page.locator('html')).toHaveAttribute('data-shot', 'ready')
  })

test('an icon’s load event, which comes with that of the document, leaves a page ready', async ({ page }) => {
  await page.goto('/chats/45?shot=1')
  await page.waitForSelector('html[data-shot=ready]')
  const marker = await page.evaluate(() => {
    document.querySelector('svg')?.dispatchEvent(new Event('load'))
    return document.documentElement.dataset['shot']
  })
  expect(marker).toBe('ready')
})

test('resizing the window, as for a full-page picture, changes nothing in a ready page', async ({ page }) => {
  await page.goto('/chats/104?shot=1')
  await page.waitForSelector('html[data-shot=ready]')
  await page.evaluate(() => {
    const changes: string[] = []
    Object.assign(globalThis, { changes })
    new MutationObserver((all) => {
      changes.push(...all.map(({ type, target, attributeName }) => `${type} ${attributeName} of ${target.nodeName}`))
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  for (let round = 0; round < 10; round += 1)
    for (const width of [1440, 1000]) {
      await page.setViewportSize({ width, height: width })
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    }
  expect(await page.evaluate(() => Reflect.get(globalThis, 'changes'))).toEqual([])
})

test('waits for the previews in the window, and not for those below it', async ({ page }) => {
  const answer = Promise.withResolvers<void>()
  await page.route(/shot=1/, async (route) => {
    await answer.promise
    await route.continue()
  })
  const firstPreview = page.locator('iframe').first()
  await page.setViewportSize({ width: 1440, height: 300 })
  await page.goto('/qa', { waitUntil: 'commit' })
  await expect(firstPreview).toBeAttached()
  await expect(firstPreview).not.toBeInViewport()
  await page.waitForSelector('html[data-shot=ready]')
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(firstPreview).toBeInViewport()
  await expect(page.locator('html')).not.toHaveAttribute('data-shot')
  answer.resolve()
  await page.waitForSelector('html[data-shot=ready]')
})

test('a preview between two documents, without an element, is not ready and is no error', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  await page.goto('/qa')
  await page.waitForSelector('html[data-shot=ready]')
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    Object.assign(frame.style, { position: 'fixed', inset: '0' })
    document.body.append(frame)
    frame.contentDocument?.documentElement.remove()
  })
  // Two checks later.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 400)))
  await expect(page.locator('html')).not.toHaveAttribute('data-shot')
  expect(errors).toEqual([])
})
