// A tab that was opened before a deployment: the chunks of its version no longer exist.
import type { Page } from '@playwright/test'

import { largeChat } from '../support/large-chat.ts'
import { startServer } from '../support/servers.ts'
import { expect, lookUpFromPage, test } from '../support/test.ts'
import { liveAgainst, test as withUpstream } from '../support/upstream.ts'

const message = 'This page is from an older version.'

/** Responds with 404 for these chunks, as a server of another version does, and records the page's lookups. */
async function deploy(page: Page, chunks: string): Promise<{ lookups: string[] }> {
  await page.route(new RegExp(`/assets/(?:${chunks})-[\\w-]{8}\\.js$`), (route) =>
    route.fulfill({ status: 404, body: '' }),
  )
  const lookups: string[] = []
  await page.route('**/api/partner/v2/chats/*', (route) => {
    lookups.push(route.request().url())
    return route.continue()
  })
  return { lookups }
}

test('a page without the chunk of a chat offers a reload, and does not look the chat up', async ({ page }) => {
  await lookUpFromPage(page)
  const { lookups } = await deploy(page, 'chat')
  await page.goto('/chats/45', { waitUntil: 'load' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(message)
  await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible()
  expect(lookups).toEqual([])
})

test('a server-rendered chat without its chunk stays, and is not looked up again', async ({ page }) => {
  const { lookups } = await deploy(page, 'chat')
  await page.goto('/chats/45#filter=1', { waitUntil: 'load' })
  await expect(page.getByRole('alert')).toContainText(message)
  await expect(page.locator('[data-field=display_name]')).toHaveText('John Doe, Jane Smith')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  expect(lookups).toEqual([])
  await page.unrouteAll()
  await page.getByRole('link', { name: 'Reload' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-hydrated')
})

for (const chunk of ['lookup', 'chat'])
  test(`the lookup page without the ${chunk} chunk stays, and its form works`, async ({ page, sandboxConsole }) => {
    await deploy(page, chunk)
    await page.goto('/', { waitUntil: 'load' })
    await expect(page.getByRole('alert')).toHaveText(`${message} Reload`)
    await page.getByRole('textbox', { name: 'Chat ID' }).fill('45')
    await page.getByRole('textbox', { name: 'Chat ID' }).press('Enter')
    await expect(page).toHaveURL(`${sandboxConsole.url}/chats/45`)
    await expect(page.locator('[data-field=display_name]')).toHaveText('John Doe, Jane Smith')
  })

for (const path of ['/', '/chats/45', '/chats/45#filter=1'])
  test(`${path} without the first script says so, and offers a reload`, async ({ page }) => {
    await deploy(page, 'index')
    await page.goto(path, { waitUntil: 'load' })
    const alert = page.getByRole('alert')
    await expect(alert).toHaveText('This page needs a script that is missing. Reload')
    await page.unrouteAll()
    await alert.getByRole('link', { name: 'Reload' }).click()
    await expect(page.locator('html')).toHaveAttribute('data-hydrated')
    await expect(alert).toHaveCount(0)
  })

test('hiding personal data and a lookup do not wait for the deferred chunk', async ({ page, sandboxConsole }) => {
  await page.route(/\/assets\/deferred-/, () => {})
  await page.goto('/chats/45', { waitUntil: 'commit' })
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await page.keyboard.press('h')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await page.getByLabel('Chat ID').fill('101')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-chat-id', '101')
  await expect(page).toHaveURL(`${sandboxConsole.url}/chats/101?mask=1`)
})

test('hiding personal data keeps the chat, though the deferred chunk is missing', async ({ page }) => {
  const { lookups } = await deploy(page, 'deferred')
  await page.goto('/chats/45', { waitUntil: 'load' })
  await expect(page.locator('main')).toHaveAttribute('data-drift')
  await page.locator('[data-action=hide]').click()
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  await expect(page.locator('[data-field=message_count]')).toHaveText('15')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  expect(await page.content()).not.toMatch(/John Doe|5551234567/)
  await page.goto('/chats/45?mask=1', { waitUntil: 'load' })
  await expect(page.locator('html')).toHaveAttribute('data-hydrated')
  await expect(page.locator('[data-field=display_name]')).toHaveText('Name hidden')
  expect(lookups).toEqual([])
})

test('a server-rendered failure without the chunk of a chat stays', async ({ page }) => {
  const { lookups } = await deploy(page, 'chat')
  await page.goto('/chats/404', { waitUntil: 'load' })
  await expect(page.getByRole('alert')).toHaveText(`${message} Reload`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chat 404 not found')
  expect(lookups).toEqual([])
  await page.unrouteAll()
  await page.getByRole('link', { name: 'Reload' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-hydrated')
})

withUpstream('a large chat without its chunk keeps its summary, and is looked up once', async ({ page, upstream }) => {
  upstream.respond = (_, response) => {
    const body = largeChat(3000, 3000)
    response.setHeader('content-type', 'application/json')
    response.setHeader('content-length', Buffer.byteLength(body))
    response.end(body)
  }
  const server = await startServer('console', liveAgainst(upstream))
  const { lookups } = await deploy(page, 'large')
  await page.clock.install()
  await page.goto(`${server.url}/`)
  await page.getByLabel('Chat ID').fill('3000')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('dd[data-field=participants]')).toHaveText('3,000')
  await expect(page.getByRole('alert').first()).toContainText(message)
  // Ten polls of a server that the page considers unreachable.
  await page.clock.runFor(30_000)
  expect(lookups).toHaveLength(1)
  await server.stop()
})
