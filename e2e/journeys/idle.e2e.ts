// Chunks that are loaded before they are needed: while the page is idle, and on hover and focus.
import type { Page } from '@playwright/test'

import { lookUpFromPage, expect, test } from '../support/test.ts'

/** Records the chunks that a page requests; the returned function filters names by whether they were requested. */
function recordChunks(page: Page) {
  const names = new Set<string>()
  page.on('request', (request) => {
    const name = /\/assets\/([a-z-]+)-[\w-]{8}\.js$/.exec(request.url())?.[1]
    if (name !== undefined) names.add(name)
  })
  return (...chunks: string[]) => chunks.filter((name) => names.has(name))
}

/** The chunks of the other pages; those of a chat are loaded with its page, or soon after. */
const otherPages = ['lookup', 'bulk']

const saveData = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }))

for (const path of ['/', '/chats/45'])
  test(`the chunks of the other pages are loaded while ${path} is idle`, async ({ page }) => {
    const requested = recordChunks(page)
    await page.goto(path)
    await expect.poll(() => requested(...otherPages)).toEqual(otherPages)
  })

test('the chunks of other pages are loaded only after the chat', async ({ page }) => {
  await lookUpFromPage(page)
  const answer = Promise.withResolvers<void>()
  await page.route('**/api/**', async (route) => {
    await answer.promise
    await route.continue()
  })
  const requested = recordChunks(page)
  await page.goto('/chats/45')
  await expect.poll(() => requested('deferred')).toEqual(['deferred'])
  await page.waitForTimeout(500)
  expect(requested(...otherPages)).toEqual([])
  answer.resolve()
  await expect.poll(() => requested(...otherPages)).toEqual(otherPages)
})

test('with Save-Data only the deferred chunk is loaded early, and another page’s chunk on focus of its link', async ({
  page,
}) => {
  await saveData(page)
  const requested = recordChunks(page)
  await page.goto('/chats/404')
  await expect.poll(() => requested('deferred')).toEqual(['deferred'])
  await page.waitForTimeout(1000)
  expect(requested(...otherPages)).toEqual([])
  await page.getByRole('link', { name: 'Chat console' }).focus()
  await expect.poll(() => requested(...otherPages)).toEqual(['lookup'])
  await page.getByRole('link', { name: 'Chat console' }).click()
  expect(requested(...otherPages)).toEqual(['lookup'])
})

test('with Save-Data the lookup page’s chunk is loaded when its link is hovered', async ({ page }) => {
  await saveData(page)
  const requested = recordChunks(page)
  await page.goto('/chats/404')
  await page.getByRole('link', { name: 'Chat console' }).hover()
  await expect.poll(() => requested(...otherPages)).toEqual(['lookup'])
})
