// The pages and their states; every sample of the sandbox is in `samples.e2e.ts`.
import { expect, expectAccessible, lookUpFromPage, test } from '../support/test.ts'

/** One page of each kind, for the slow checks; several chats are in `bulk.e2e.ts`. The failures are one of each tone. */
const kinds = ['/chats/104', '/chats/111', '/chats/126', '/chats/404', '/chats/401', '/chats/429']
for (const path of kinds)
  test(`${path} has no accessibility violation in either theme at any width`, async ({ page }) => {
    await page.goto(path)
    await expect(page.locator('main')).toHaveAttribute('aria-busy', 'false')
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

/** The pages that show no chat. The paths of one show the same. */
const pages = [
  { paths: ['/'], view: 'lookup', state: 'ready', status: 200, heading: 'Look up a chat' },
  {
    paths: ['/chats/%', '/chats/find'],
    view: 'chat',
    state: 'invalid-id',
    status: 200,
    heading: 'This is not a chat ID',
  },
  {
    paths: ['/find', '/find?sample=none-of-the-samples'],
    view: 'find',
    state: 'no-number',
    status: 200,
    heading: 'Nothing to search for',
  },
  { paths: ['/CHATS/45', '/nowhere'], view: 'no-page', state: 'not-found', status: 404, heading: 'Page not found' },
]
for (const { paths, view, state, status, heading } of pages)
  test(`${paths.join(' and ')}: "${heading}", no request for a chat and no accessibility violation`, async ({
    page,
  }) => {
    const requests: string[] = []
    page.on('request', (request) => requests.push(new URL(request.url()).pathname))
    for (const path of paths) {
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(status)
      await expect(page.locator('main'), path).toHaveAttribute('data-view', view)
      await expect(page.locator('main'), path).toHaveAttribute('data-state', state)
      await expect(page.getByRole('heading', { level: 1 }), path).toHaveText(heading)
      expect(
        requests.filter((request) => request.startsWith('/api')),
        path,
      ).toEqual([])
    }
    await expectAccessible(page)
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

test('a stale chat is accessible too, and the next lookup is offline', async ({ page, context }) => {
  await page.goto('/chats/45')
  await expect(page.getByRole('region', { name: 'Request' })).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Chat ID').fill('101')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'offline')
})
