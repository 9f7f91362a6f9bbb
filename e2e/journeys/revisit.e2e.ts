// Going back to a chat that is still in the cache, and the requests that Linq sees for it.
import type { Page } from '@playwright/test'

import { expect } from '../support/test.ts'
import { documented, type Recorder, test as base } from '../support/upstream.ts'

const test = base.extend({ baseURL: async ({ guarded }, use) => use(guarded.url) })

const box = (page: Page) => page.getByLabel('Chat ID')
const state = (page: Page) => page.locator('main')

/** The ids of the requests that Linq received, in order. */
const requestedIds = ({ requests }: Recorder) => requests.map(({ line }) => line.slice(line.lastIndexOf('/') + 1))

/** Opens a page of the console and waits until all of its code is loaded. */
async function open(page: Page, path: string) {
  await page.goto(path)
  await page.waitForSelector('html[data-shot=ready]')
}

/** Delays the upstream's responses until they are released. */
function delayResponses(upstream: Recorder) {
  const pending: (() => void)[] = []
  upstream.respond = (request, response) => pending.push(() => documented(request, response))
  return { release: () => pending.splice(0).forEach((answer) => answer()) }
}

test('typing, pasting, hovering and focusing request no chat', async ({ page, upstream }) => {
  await page.clock.install()
  await page.goto('/')
  await box(page).pressSequentially('101')
  await expect(page.getByRole('search').getByText('Opens chat 101')).toBeVisible()
  await page.clock.runFor(5000)
  await box(page).fill('')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(() => navigator.clipboard.writeText('"chat_id": "102"'))
  await page.keyboard.press('ControlOrMeta+V')
  await expect(page.getByRole('search').getByText('Opens chat 102')).toBeVisible()
  await page.clock.runFor(5000)
  await box(page).fill('45')
  await box(page).press('Enter')
  // The lookup page has the state `ready` too.
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  expect(requestedIds(upstream)).toEqual(['45'])
  await page.goto('/chats?ids=103,104')
  await expect(page.locator('[data-progress]')).toHaveText('All loaded')
  // Longer than a cached chat is fresh.
  await page.clock.runFor(60_000)
  for (const id of ['103', '104']) {
    await page.getByRole('link', { name: id }).hover()
    await page.getByRole('link', { name: id }).focus()
    await page.clock.runFor(5000)
  }
  await page.goto('/')
  const recent = page.getByRole('region', { name: 'Recent chats in this browser' }).getByRole('link')
  await recent.hover()
  await recent.focus()
  await page.clock.runFor(5000)
  await box(page).fill('46')
  await box(page).press('Enter')
  await expect(state(page)).toHaveAttribute('data-chat-id', '46')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  // A bulk lookup sends its requests at once, so they arrive in any order.
  const ids = requestedIds(upstream)
  expect([ids.slice(0, 1), ids.slice(1, 3).toSorted(), ids.slice(3)]).toEqual([['45'], ['103', '104'], ['46']])
})

test('a cached chat that is looked up again is shown at once, and requested again', async ({ page, upstream }) => {
  await open(page, '/chats/45')
  await box(page).fill('102')
  await box(page).press('Enter')
  await expect(state(page)).toHaveAttribute('data-chat-id', '102')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  const { release } = delayResponses(upstream)
  await box(page).fill('45')
  await box(page).press('Enter')
  // Never in the loading state, but refreshing.
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  expect(await state(page).getAttribute('data-state')).toBe('ready')
  await expect(page.getByRole('button', { name: 'Refreshing…' })).toBeVisible()
  release()
  await expect(page.getByRole('button', { name: 'Refresh', exact: true })).toBeVisible()
  expect(requestedIds(upstream)).toEqual(['45', '102', '45'])
})

test('Back, Forward and recent chats show the cached chat at once, and request it only after ten seconds', async ({
  page,
  upstream,
}) => {
  const loading: string[] = []
  page.on('console', (message) => message.text() === 'loading' && loading.push(page.url()))
  await page.clock.install()
  await page.goto('/chats/45')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  await page.clock.runFor(2000)
  await page.getByRole('link', { name: 'Chat console' }).click()
  await page.clock.runFor(100)
  await expect(state(page)).toHaveAttribute('data-view', 'lookup')
  await page.evaluate(() => {
    new MutationObserver(() => {
      const main = document.querySelector('main')
      if (main?.dataset['state'] === 'loading' || main?.dataset['view'] === 'loading') console.debug('loading')
    }).observe(document, { subtree: true, childList: true, attributes: true })
  })
  await page.goBack()
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  await page.goForward()
  await expect(state(page)).toHaveAttribute('data-view', 'lookup')
  await page.getByRole('region', { name: 'Recent chats in this browser' }).getByRole('link').click()
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  expect(requestedIds(upstream)).toEqual(['45'])
  await page.goBack()
  await expect(state(page)).toHaveAttribute('data-view', 'lookup')
  await page.clock.runFor(15_000)
  await page.goForward()
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  await expect.poll(() => requestedIds(upstream)).toEqual(['45', '45'])
  // Just below the five minutes that a chat stays cached.
  await page.goBack()
  await expect(state(page)).toHaveAttribute('data-view', 'lookup')
  await page.clock.runFor(280_000)
  await page.goForward()
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  expect(loading).toEqual([])
})

test('Back to a bulk lookup shows all of its cached chats at once, and requests only stale ones', async ({
  page,
  upstream,
}) => {
  await page.clock.install()
  await open(page, '/chats?ids=45,101,102')
  const rows = page.locator('tr[data-chat-id][data-state=ready]')
  await expect(rows).toHaveCount(3)
  await page.getByRole('link', { name: '101' }).click()
  // A cached chat has no loading state.
  expect(await state(page).getAttribute('data-state')).toBe('ready')
  await expect(page.getByRole('region', { name: 'Format check' })).toBeVisible()
  await page.goBack()
  await expect(state(page)).toHaveAttribute('data-view', 'several')
  expect(await rows.count()).toBe(3)
  await expect(page.locator('[data-progress]')).toHaveText('All loaded')
  await page.waitForTimeout(200)
  expect(requestedIds(upstream).toSorted()).toEqual(['101', '102', '45'])
  await page.getByRole('link', { name: '102' }).click()
  await expect(state(page)).toHaveAttribute('data-chat-id', '102')
  await page.clock.runFor(15_000)
  const { release } = delayResponses(upstream)
  await page.goBack()
  await expect(state(page)).toHaveAttribute('data-view', 'several')
  expect(await rows.count()).toBe(3)
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('[data-progress]')).toHaveText('Refreshing…')
  await expect.poll(() => requestedIds(upstream).slice(3).toSorted()).toEqual(['101', '102', '45'])
  release()
  await expect(page.locator('[data-progress]')).toHaveText('All loaded')
})
