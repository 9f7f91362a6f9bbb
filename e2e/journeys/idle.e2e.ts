// Code that is there before it is wanted: when the page has nothing else to do, and when somebody turns to what needs it.
import type { Page } from '@playwright/test'

import { lookUpFromPage, expect, test } from '../support/test.ts'

/** The parts that were asked for so far, by their names without the hash. */
function partsOf(page: Page) {
  const names = new Set<string>()
  page.on('request', (request) => {
    const name = /\/assets\/([a-z-]+)-[\w-]{8}\.js$/.exec(request.url())?.[1]
    if (name !== undefined) names.add(name)
  })
  return (...wanted: string[]) => wanted.filter((name) => names.has(name))
}

/** What other pages are made of; what a chat is made of comes with its page, or early. */
const next = ['lookup', 'bulk']

const saveData = (page: Page) =>
  page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }))

for (const path of ['/', '/chats/45'])
  test(`what the next step from ${path} needs is fetched while nothing else is to do`, async ({ page }) => {
    const fetched = partsOf(page)
    await page.goto(path)
    await expect.poll(() => fetched(...next)).toEqual(next)
  })

test('the chat that is looked at comes first', async ({ page }) => {
  await lookUpFromPage(page)
  const answer = Promise.withResolvers<void>()
  await page.route('**/api/**', async (route) => {
    await answer.promise
    await route.continue()
  })
  const fetched = partsOf(page)
  await page.goto('/chats/45')
  await expect.poll(() => fetched('deferred')).toEqual(['deferred'])
  await page.waitForTimeout(500)
  expect(fetched(...next)).toEqual([])
  answer.resolve()
  await expect.poll(() => fetched(...next)).toEqual(next)
})

test('who saves data gets what a lost network needs, and the rest on turning to it', async ({ page }) => {
  await saveData(page)
  const fetched = partsOf(page)
  await page.goto('/chats/404')
  await expect.poll(() => fetched('deferred')).toEqual(['deferred'])
  await page.waitForTimeout(1000)
  expect(fetched(...next)).toEqual([])
  await page.getByRole('link', { name: 'Chat console' }).focus()
  await expect.poll(() => fetched(...next)).toEqual(['lookup'])
  await page.getByRole('link', { name: 'Chat console' }).click()
  expect(fetched(...next)).toEqual(['lookup'])
})

test('the way home is fetched when the pointer comes near it', async ({ page }) => {
  await saveData(page)
  const fetched = partsOf(page)
  await page.goto('/chats/404')
  await page.getByRole('link', { name: 'Chat console' }).hover()
  await expect.poll(() => fetched(...next)).toEqual(['lookup'])
})
