// Every reserved id in its state: on sandbox data, and again with the separate sandbox server as a live upstream.
import { samples } from '../src/sandbox/samples.ts'
import { expect, expectAccessible, test } from './test.ts'

for (const { id, label, state } of samples) {
  test(`${id} (${label}) is ${state}`, async ({ page }) => {
    const response = await page.goto(`/chats/${id}`)
    expect(response?.status()).toBe(200)
    const main = page.locator('main')
    await expect(main).toHaveAttribute('data-state', state)
    await expect(main).toHaveAttribute('data-view', 'chat')
    await expect(main).toHaveAttribute('data-chat-id', id)
    await expect(main).toHaveAttribute('aria-busy', 'false')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\S/)
    await expect(page.getByLabel('Chat ID')).toHaveValue(id)
    await expectAccessible(page)
  })

  test(`${id} (${label}) is ${state} as a live upstream's answer`, async ({ page, liveConsole }) => {
    await page.goto(`${liveConsole.url}/chats/${id}`)
    await expect(page.locator('main')).toHaveAttribute('data-state', state)
    await expect(page.getByText(`Live data · ${new URL(liveConsole.url).hostname}`, { exact: false })).toBeVisible()
  })
}

test('the loading state is marked, announced and accessible', async ({ page }) => {
  await page.goto('/chats/800')
  const main = page.locator('main')
  await expect(main).toHaveAttribute('data-state', 'loading')
  await expect(main).toHaveAttribute('aria-busy', 'true')
  await expect(page.getByRole('status')).toHaveText('Loading chat 800')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Chat 800')
  await expectAccessible(page)
  await expect(main).toHaveAttribute('data-state', 'ready')
  await expect(page.getByRole('status')).toHaveText('Chat 800 loaded')
})

const pages = [
  { path: '/', view: 'lookup', state: 'ready', status: 200, heading: 'Look up a chat' },
  { path: '/chats/find', view: 'chat', state: 'invalid-id', status: 200, heading: 'That is not a chat ID' },
  { path: '/chats/%', view: 'chat', state: 'invalid-id', status: 200, heading: 'That is not a chat ID' },
  { path: '/nowhere', view: 'no-page', state: 'not-found', status: 404, heading: 'No such page' },
]
for (const { path, view, state, status, heading } of pages)
  test(`${path} says "${heading}"`, async ({ page }) => {
    const requests: string[] = []
    page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    const response = await page.goto(path)
    expect(response?.status()).toBe(status)
    await expect(page.locator('main')).toHaveAttribute('data-view', view)
    await expect(page.locator('main')).toHaveAttribute('data-state', state)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expectAccessible(page)
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
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page broke')
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
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.getByLabel('Chat ID').fill('101')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'offline')
  await expectAccessible(page)
})
