// Every reserved id of the sandbox in its state, and every other page.
import type { Page } from '@playwright/test'

import { type Sample, samples } from '../../src/sandbox/samples.ts'
import { faultsOf } from '../support/faults.ts'
import { startServer } from '../support/servers.ts'
import { expect, expectAccessible, lookUpFromPage, test } from '../support/test.ts'

/** The samples in groups that share a page, so that a browser's start is not most of the work. */
const groups = Map.groupBy<string, Sample>(samples, ({ state }) => state)

/** That each sample is in its state and reports no fault, on a narrow screen. */
async function expectSamples(page: Page, url: string, members: readonly Sample[]) {
  const faults = await faultsOf(page)
  await page.setViewportSize({ width: 320, height: 640 })
  for (const { id, label, state } of members) {
    const response = await page.goto(`${url}/chats/${id}`)
    const what = `${id} (${label})`
    expect(response?.status(), what).toBe(200)
    const main = page.locator('main')
    await expect(main, what).toHaveAttribute('data-state', state)
    await expect(main, what).toHaveAttribute('data-view', 'chat')
    await expect(main, what).toHaveAttribute('data-chat-id', id)
    await expect(main, what).toHaveAttribute('aria-busy', 'false')
    await expect(page.getByRole('heading', { level: 1 }), what).toHaveText(/\S/)
    await expect(page.getByLabel('Chat ID'), what).toHaveValue(id)
    await page.waitForSelector('html[data-shot=ready]')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, `${what} scrolls sideways`).toBe(0)
    expect(faults, what).toEqual([])
  }
  await expect(page.locator('[data-source=sandbox]')).toHaveText('Sandbox data')
}

for (const [state, members] of groups)
  test(`${members.length} samples are ${state}, without a fault, at 320 px too`, async ({ page, sandboxConsole }) => {
    test.slow()
    if (state !== 'timeout') return await expectSamples(page, sandboxConsole.url, members)
    const hasty = await startServer('console', { LINQ_TIMEOUT_MS: '1000' })
    await expectSamples(page, hasty.url, members)
    await hasty.stop()
  })

/** A page of every kind, for the checks that take long. */
const kinds = [
  '/',
  '/chats/104',
  '/chats/111',
  '/chats/126',
  '/chats/404',
  '/chats/401',
  '/chats/429',
  '/chats/500',
  '/chats/701',
  '/chats/find',
  '/nowhere',
  '/chats?ids=45,404,107',
  '/chats',
]
for (const path of kinds)
  test(`${path} has no accessibility fault in either theme at any width`, async ({ page }) => {
    await page.goto(path)
    await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false')
    await expectAccessible(page)
  })

test('a timeout has no accessibility fault either', async ({ page }) => {
  await lookUpFromPage(page)
  await page.route('**/api/**', (route) =>
    route.fulfill({
      status: 504,
      json: {
        errors: [{ status: 504, code: 'upstream_timeout', title: '', detail: 'Linq did not answer within 10 s.' }],
      },
    }),
  )
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'timeout')
  await expectAccessible(page)
})

test('the loading state is marked, announced and accessible', async ({ page }) => {
  const answer = Promise.withResolvers<void>()
  await lookUpFromPage(page)
  await page.route('**/api/**', async (route) => {
    await answer.promise
    await route.continue()
  })
  await page.goto('/chats/45')
  const main = page.locator('main')
  const status = page.locator('main > [role=status]')
  await expect(main).toHaveAttribute('data-state', 'loading')
  await expect(main).toHaveAttribute('aria-busy', 'true')
  await expect(status).toHaveText('Loading chat 45')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chat 45')
  await expectAccessible(page)
  answer.resolve()
  await expect(main).toHaveAttribute('data-state', 'ready')
  await expect(status).toHaveText('Chat 45 loaded')
})

const pages = [
  { path: '/', view: 'lookup', state: 'ready', status: 200, heading: 'Look up a chat' },
  { path: '/chats/find', view: 'chat', state: 'invalid-id', status: 200, heading: 'This is not a chat ID' },
  { path: '/chats/%', view: 'chat', state: 'invalid-id', status: 200, heading: 'This is not a chat ID' },
  { path: '/nowhere', view: 'no-page', state: 'not-found', status: 404, heading: 'Page not found' },
  { path: '/CHATS/45', view: 'no-page', state: 'not-found', status: 404, heading: 'Page not found' },
]
for (const { path, view, state, status, heading } of pages)
  test(`${path} says "${heading}" and asks Linq nothing`, async ({ page }) => {
    const requests: string[] = []
    page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    const response = await page.goto(path)
    expect(response?.status()).toBe(status)
    await expect(page.locator('main')).toHaveAttribute('data-view', view)
    await expect(page.locator('main')).toHaveAttribute('data-state', state)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    expect(requests.filter((request) => request.startsWith('/api'))).toEqual([])
  })

test('a page whose own code fails says so, and the next page works', async ({ page }) => {
  await page.addInitScript(() => {
    Object.assign(Intl, {
      NumberFormat: () => {
        throw new RangeError('+15551234567')
      },
    })
  })
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-view', 'crash')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Something went wrong')
  // What the error said may hold a value of the chat.
  expect(await page.content()).not.toContain('5551234567')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Chat console' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look up a chat')
})

test('offline, an old copy and a refused text are accessible too', async ({ page, context }) => {
  await page.goto('/chats/45')
  await expect(page.locator('section [data-field=request_id]')).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Chat ID').fill('101')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'offline')
  await expectAccessible(page)
})
