// Lookups that begin before their chat is opened, as Linq sees them: when they come, and when they do not.
import type { Page } from '@playwright/test'

import { expect } from '../support/test.ts'
import { documented, type Recorder, test as base } from '../support/upstream.ts'

const test = base.extend({ baseURL: async ({ guarded }, use) => use(guarded.url) })

const box = (page: Page) => page.getByLabel('Chat ID')
const state = (page: Page) => page.locator('main')

/** The ids that Linq was asked for, in order. */
const asked = ({ asked: all }: Recorder) => all.map(({ line }) => line.slice(line.lastIndexOf('/') + 1))

/** Opens a page of the console with everything of it there, so that what comes next is asked for early or not at all. */
async function open(page: Page, path: string) {
  await page.goto(path)
  await page.waitForSelector('html[data-shot=ready]')
}

/** Keeps an answer of Linq back until it is let go. */
function holdBack(upstream: Recorder) {
  const held: (() => void)[] = []
  let ended = 0
  upstream.answer = (request, response) => {
    response.once('close', () => (ended += 1))
    held.push(() => documented(request, response))
  }
  return { ended: () => ended, letGo: () => held.splice(0).forEach((answer) => answer()) }
}

/** Long enough for what would start early to have started. */
const aWhile = 400

test('a typed id is looked up before Enter, and Enter asks for nothing more', async ({ page, upstream }) => {
  await open(page, '/')
  await box(page).pressSequentially('102', { delay: 60 })
  await expect.poll(() => asked(upstream)).toEqual(['102'])
  await page.waitForTimeout(aWhile)
  await expect(page).toHaveURL(/\/$/)
  await box(page).press('Enter')
  // At once: not even a frame of the page that loads.
  expect(await state(page).getAttribute('data-state')).toBe('ready')
  await page.waitForTimeout(aWhile)
  expect(asked(upstream)).toEqual(['102'])
})

test('Enter joins a lookup that is under way', async ({ page, upstream }) => {
  const { letGo } = holdBack(upstream)
  await open(page, '/chats/find')
  await box(page).fill('chat 102')
  await expect.poll(() => asked(upstream)).toEqual(['102'])
  await box(page).press('Enter')
  await expect(state(page)).toHaveAttribute('data-state', 'loading')
  letGo()
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  expect(asked(upstream)).toEqual(['102'])
})

test('another text cuts a lookup off; so do Escape, and leaving the box', async ({ page, upstream }) => {
  const { ended } = holdBack(upstream)
  await open(page, '/')
  await box(page).fill('101')
  await expect.poll(() => asked(upstream)).toEqual(['101'])
  await box(page).press('9')
  await expect.poll(() => asked(upstream)).toEqual(['101', '1019'])
  expect(ended()).toBe(1)
  await box(page).press('Escape')
  await expect.poll(ended).toBe(2)
  await box(page).fill('103')
  await expect.poll(() => asked(upstream)).toEqual(['101', '1019', '103'])
  await page.getByRole('heading', { name: 'Look up a chat' }).click()
  await expect.poll(ended).toBe(3)
  await box(page).fill('104')
  await expect.poll(() => asked(upstream)).toHaveLength(4)
  await box(page).fill('')
  await expect.poll(ended).toBe(4)
})

test('the button beside the box belongs to it', async ({ page, upstream }) => {
  const { ended, letGo } = holdBack(upstream)
  await open(page, '/')
  await box(page).fill('102')
  await expect.poll(() => asked(upstream)).toEqual(['102'])
  await page.keyboard.press('Tab')
  await page.waitForTimeout(100)
  await page.getByRole('button', { name: 'Look up' }).click()
  letGo()
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  expect([asked(upstream), ended()]).toEqual([['102'], 1])
})

test('what is no id, or several, is not looked up, nor is the chat on screen', async ({ page, upstream }) => {
  await open(page, '/chats/45')
  for (const text of ['+1 (555) 123-4567', 'ana@example.com', '101 102', 'find', '0', '0045', '45']) {
    await box(page).fill(text)
    await page.waitForTimeout(aWhile)
  }
  expect(asked(upstream)).toEqual(['45'])
})

test('a page whose clock stands still looks nothing up by itself', async ({ page, upstream }) => {
  await open(page, '/?now=2026-01-01T00:00:00Z')
  await box(page).fill('102')
  await page.waitForTimeout(aWhile)
  expect(asked(upstream)).toEqual([])
})

test('a key that is held down asks six times at the most', async ({ page, upstream }) => {
  await open(page, '/')
  for (let id = 100; id < 120; id += 1) {
    await box(page).fill(`${id}${id}`)
    await page.waitForTimeout(50)
  }
  expect(asked(upstream)).toHaveLength(6)
})

test('a failure stays unseen until Enter, which asks anew unless there is no such chat', async ({ page, upstream }) => {
  upstream.answer = (request, response) => {
    const missing = request.url?.endsWith('404') === true
    response.writeHead(missing ? 404 : 400, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({ errors: [{ status: missing ? 404 : 400, code: 'x', title: 'Title', detail: 'No.' }] }),
    )
  }
  await open(page, '/')
  await box(page).fill('404')
  await page.waitForTimeout(aWhile)
  await expect(state(page)).toHaveAttribute('data-view', 'lookup')
  await expect(page.getByText('Opens chat 404')).toBeVisible()
  await box(page).press('Enter')
  await expect(state(page)).toHaveAttribute('data-state', 'not-found')
  expect(asked(upstream)).toEqual(['404'])
  await box(page).fill('400')
  await page.waitForTimeout(aWhile)
  await expect(state(page)).toHaveAttribute('data-state', 'not-found')
  await box(page).press('Enter')
  await expect(state(page)).toHaveAttribute('data-state', 'upstream-error')
  expect(asked(upstream)).toEqual(['404', '400', '400'])
})

test('a chat from before is shown at once and asked for anew, whatever opens it', async ({ page, upstream }) => {
  await open(page, '/chats/45')
  await box(page).fill('102')
  await box(page).press('Enter')
  await expect(state(page)).toHaveAttribute('data-chat-id', '102')
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  const { letGo } = holdBack(upstream)
  await box(page).fill('45')
  await box(page).press('Enter')
  // Shown from the first moment on, and busy with the new answer.
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  expect(await state(page).getAttribute('data-state')).toBe('ready')
  await expect(page.getByRole('button', { name: 'Refreshing…' })).toBeVisible()
  letGo()
  await expect(page.getByRole('button', { name: 'Refresh', exact: true })).toBeVisible()
  expect(asked(upstream)).toEqual(['45', '102', '45'])
})

test('back, forward and the recent chats show at once what was seen, and ask anew only after ten seconds', async ({
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
  await page.getByRole('region', { name: 'Recent on this browser' }).getByRole('link').click()
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  expect(asked(upstream)).toEqual(['45'])
  await page.goBack()
  await expect(state(page)).toHaveAttribute('data-view', 'lookup')
  await page.clock.runFor(15_000)
  await page.goForward()
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  await expect.poll(() => asked(upstream)).toEqual(['45', '45'])
  // A little less than what is kept: five minutes.
  await page.goBack()
  await expect(state(page)).toHaveAttribute('data-view', 'lookup')
  await page.clock.runFor(280_000)
  await page.goForward()
  await expect(state(page)).toHaveAttribute('data-chat-id', '45')
  expect(loading).toEqual([])
})

test('passing over links asks for nothing; staying on one, or turning to it by keyboard, does', async ({
  page,
  upstream,
}) => {
  await page.clock.install()
  await open(page, '/chats?ids=45,101,102,103,104,105')
  const before = asked(upstream).length
  expect(before).toBe(6)
  const since = () => asked(upstream).slice(before)
  const links = page.locator('tr[data-chat-id] a')
  // What is known is not asked for again before it is old. From now on time passes as told.
  await page.clock.pauseAt(Date.now() + 60_000)
  for (let row = 0; row < 6; row += 1) {
    await links.nth(row).hover()
    await page.clock.runFor(90)
  }
  await page.mouse.move(0, 0)
  await page.clock.runFor(1000)
  expect(since()).toEqual([])
  await links.nth(2).hover()
  await page.clock.runFor(100)
  await expect.poll(since).toEqual(['102'])
  await links.nth(3).focus()
  await page.clock.runFor(100)
  await expect.poll(since).toEqual(['102', '103'])
  await page.mouse.move(0, 0)
  const { x = 0, y = 0 } = (await links.nth(4).boundingBox()) ?? {}
  await page.mouse.move(x + 5, y + 5)
  await page.mouse.down()
  await page.clock.runFor(1)
  await expect.poll(since).toEqual(['102', '103', '104'])
  await page.mouse.up()
  await expect(state(page)).toHaveAttribute('data-chat-id', '104')
  await page.clock.runFor(1000)
  expect(since()).toEqual(['102', '103', '104'])
})

test('who comes back from a chat to its list finds all of it at once, asked for anew only where it is old', async ({
  page,
  upstream,
}) => {
  await page.clock.install()
  await open(page, '/chats?ids=45,101,102')
  const rows = page.locator('tr[data-chat-id][data-state=ready]')
  await expect(rows).toHaveCount(3)
  await page.getByRole('link', { name: '101' }).click()
  // There is a copy, so there is no page that loads.
  expect(await state(page).getAttribute('data-state')).toBe('ready')
  await expect(page.getByRole('region', { name: 'Format check' })).toBeVisible()
  await page.goBack()
  await expect(state(page)).toHaveAttribute('data-view', 'several')
  expect(await rows.count()).toBe(3)
  await expect(page.locator('[data-progress]')).toHaveText('All loaded')
  await page.waitForTimeout(200)
  expect(asked(upstream)).toEqual(['45', '101', '102'])
  await page.getByRole('link', { name: '102' }).click()
  await expect(state(page)).toHaveAttribute('data-chat-id', '102')
  await page.clock.runFor(15_000)
  const { letGo } = holdBack(upstream)
  await page.goBack()
  await expect(state(page)).toHaveAttribute('data-view', 'several')
  expect(await rows.count()).toBe(3)
  await expect(state(page)).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('[data-progress]')).toHaveText('Refreshing…')
  await expect(page.getByRole('button', { name: 'Download CSV' })).toBeDisabled()
  await expect.poll(() => asked(upstream).slice(3).toSorted()).toEqual(['101', '102', '45'])
  letGo()
  await expect(page.locator('[data-progress]')).toHaveText('All loaded')
  await expect(page.getByRole('button', { name: 'Download CSV' })).toBeEnabled()
})
