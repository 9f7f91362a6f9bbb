// What `html[data-shot=ready]` guarantees to a tool that takes pictures.
import type { Page, Request } from '@playwright/test'

import { shots } from '../../src/sandbox/shots.ts'
import { expect, test } from '../support/test.ts'

/** Every scenario once; themes and widths run the same code. */
const scenarios = shots().filter(({ theme, viewport }) => theme === 'light' && viewport.width === 1440)
type Scenario = (typeof scenarios)[number]

/** What changes in a page within half a second after it is ready, and what it requests. */
async function changesOf(page: Page, { path, view, state }: Scenario): Promise<string[]> {
  await page.goto(path)
  await page.waitForSelector('html[data-shot=ready]')
  const changes: string[] = []
  const onRequest = (request: Request) => changes.push(`request of ${request.url()}`)
  page.on('request', onRequest)
  changes.push(
    ...(await page.evaluate(async () => {
      // oxlint-disable-next-line unicorn/consistent-function-scoping -- Only this function is sent to the page.
      const boxes = () =>
        [...document.querySelectorAll('*')]
          .map((element) => Object.values(element.getBoundingClientRect().toJSON()).join())
          .join(' ')
      const seen: string[] = []
      const observer = new MutationObserver((all) => {
        seen.push(...all.map(({ type, target }) => `${type} of ${target.nodeName}`))
      })
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
      const before = boxes()
      await new Promise((resolve) => setTimeout(resolve, 500))
      observer.disconnect()
      if (boxes() !== before) seen.push('an element moved')
      return seen
    })),
  )
  page.off('request', onRequest)
  await expect(page.locator('main')).toHaveAttribute('data-view', view)
  await expect(page.locator('main')).toHaveAttribute('data-state', state)
  return changes
}

// Four tabs for each group, so that the half seconds run concurrently.
for (const [name, members] of Map.groupBy(scenarios, ({ group }) => group))
  test(`the scenarios of ${name} reach their state, and nothing changes once they are ready`, async ({ context }) => {
    test.slow()
    const queue = [...members]
    const work = async () => {
      const page = await context.newPage()
      for (let next = queue.shift(); next; next = queue.shift()) {
        await page.setViewportSize(next.viewport)
        expect.soft(await changesOf(page, next), next.name).toEqual([])
      }
    }
    await Promise.all([work(), work(), work(), work()])
  })

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
