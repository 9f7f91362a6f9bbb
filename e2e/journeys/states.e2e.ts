// Every reserved id of the sandbox in its state, and every other page.
import type { Page } from '@playwright/test'

import { type Sample, samples } from '../../src/sandbox/samples.ts'
import { faultsOf } from '../support/faults.ts'
import { startServer } from '../support/servers.ts'
import { expect, expectAccessible, lookUpFromPage, test } from '../support/test.ts'

/** The samples in groups that share a page, because opening one for each would take most of the time. */
const groups = Map.groupBy<string, Sample>(samples, ({ state }) => state)

/** Expects each sample in its state and without an error, on a narrow screen. */
async function expectSamples(page: Page, url: string, members: readonly Sample[]) {
  const faults = await faultsOf(page)
  await page.setViewportSize({ width: 320, height: 640 })
  for (const { id, label, state } of members) {
    const response = await page.goto(`${url}/chats/${id}`)
    const name = `${id} (${label})`
    expect(response?.status(), name).toBe(200)
    const main = page.locator('main')
    await expect(main, name).toHaveAttribute('data-state', state)
    await expect(main, name).toHaveAttribute('data-view', 'chat')
    await expect(main, name).toHaveAttribute('data-chat-id', id)
    await expect(main, name).toHaveAttribute('aria-busy', 'false')
    await expect(page.getByRole('heading', { level: 1 }), name).toHaveText(/\S/)
    await expect(page.getByLabel('Chat ID'), name).toHaveValue(id)
    await page.waitForSelector('html[data-shot=ready]')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, `${name} scrolls sideways`).toBe(0)
    expect(faults, name).toEqual([])
  }
  await expect(page.locator('[data-source=sandbox]')).toHaveText('Sandbox data')
}

for (const [state, members] of groups)
  test(`${members.length} samples are ${state}, without an error or sideways scroll at 320 px`, async ({
    page,
    sandboxConsole,
  }) => {
    test.slow()
    if (state !== 'timeout') return await expectSamples(page, sandboxConsole.url, members)
    const hasty = await startServer('console', { LINQ_TIMEOUT_MS: '1000' })
    await expectSamples(page, hasty.url, members)
    await hasty.stop()
  })

/** One page of each kind, for the slow checks. */
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
  test(`${path} has no accessibility violation in either theme at any width`, async ({ page }) => {
    await page.goto(path)
    await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false')
    await expectAccessible(page)
  })

test('a timeout has no accessibility violation either', async ({ page }) => {
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
  test(`${path} shows "${heading}" and requests no chat`, async ({ page }) => {
    const requests: string[] = []
    page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    const response = await page.goto(path)
    expect(response?.status()).toBe(status)
    await expect(page.locator('main')).toHaveAttribute('data-view', view)
    await expect(page.locator('main')).toHaveAttribute('data-state', state)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    expect(requests.filter((request) => request.startsWith('/api'))).toEqual([])
  })

test('a page whose code throws says so, and the next page works', async ({ page }) => {
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
  // An error's message may contain a value of the chat.
  expect(await page.content()).not.toContain('5551234567')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Chat console' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look up a chat')
})

test('a stale chat and the offline state are accessible too', async ({ page, context }) => {
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
