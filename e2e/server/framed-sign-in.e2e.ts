// The console with sign-in, in a frame of a help desk on another site.
import type { Page } from '@playwright/test'

import { expect, test as base } from '../support/test.ts'
import { startTwoSites, type TwoSites } from '../support/two-sites.ts'

const test = base.extend<{ sites: TwoSites }>({
  sites: async ({ share }, use) => await use(await share(startTwoSites)),
})

test.use({ ignoreHTTPSErrors: true })

const frameOf = (page: Page) => page.frameLocator('iframe')

/** Presses the button, and signs in in the window that it opens. */
async function signInFromFrame(page: Page, name = 'Sign in') {
  const opened = page.waitForEvent('popup')
  await frameOf(page).getByRole('main').getByRole('button', { name }).click()
  const popup = await opened
  const closed = popup.waitForEvent('close')
  await popup.getByLabel('Login').fill('ann')
  await popup.getByRole('button', { name: 'Continue' }).click()
  await closed
}

test('a sign-in in a window of its own returns to the frame, whose cookie other sites’ frames do not have', async ({
  page,
  context,
  sites,
}) => {
  await page.goto(sites.deskPage('/chats/45'))
  const frame = frameOf(page)
  await expect(frame.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await signInFromFrame(page)
  await expect(frame.locator('tr[data-handle-id]')).toHaveCount(2)
  const cookies = (await context.cookies()).filter(({ name }) => name === '__Host-chat-console')
  expect(
    cookies.map(({ sameSite, secure, httpOnly, partitionKey }) => ({ sameSite, secure, httpOnly, partitionKey })),
  ).toEqual(
    expect.arrayContaining([
      { sameSite: 'None', secure: true, httpOnly: true, partitionKey: 'https://desk.localhost' },
      { sameSite: 'Lax', secure: true, httpOnly: true, partitionKey: undefined },
    ]),
  )
  // Signing out in the frame ends the frame's session.
  await page.reload()
  await expect(frame.locator('tr[data-handle-id]')).toHaveCount(2)
  await frame.getByRole('button', { name: 'ann@example.com' }).click()
  await frame.getByRole('button', { name: 'Sign out' }).click()
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('You are signed out')
  await page.goto(sites.deskPage('/chats/45'))
  await expect(frame.locator('main')).toHaveAttribute('data-state', 'unauthorized')
})

test('a frame in a page of the console’s own site shares the session of the window', async ({
  page,
  context,
  sites,
}) => {
  await page.goto(sites.ownSitePage('/chats/45'))
  await signInFromFrame(page)
  await expect(frameOf(page).locator('tr[data-handle-id]')).toHaveCount(2)
  const cookies = (await context.cookies()).filter(({ name }) => name === '__Host-chat-console')
  expect(cookies.map(({ sameSite }) => sameSite)).toEqual(['Lax'])
})

test('a site that is not named cannot frame the console', async ({ page, sites }) => {
  const refusal = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
  await page.goto(sites.otherPage('/chats/45'))
  await refusal
  expect(page.frames().map((frame) => frame.url())).not.toContain(`${sites.origin}/chats/45`)
})

const notice = (page: Page) => frameOf(page).locator('[data-notice]')

test('a window that is closed before the sign-in is complete says what to do', async ({ page, sites }) => {
  await page.goto(sites.deskPage('/chats/45'))
  const opened = page.waitForEvent('popup')
  await frameOf(page).getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  const popup = await opened
  await popup.getByLabel('Login').waitFor()
  await popup.close()
  await expect(notice(page)).toHaveText(
    'The sign-in window did not return to this page. Try again, or open the console in a new tab.',
  )
  await expect(frameOf(page).getByRole('link', { name: 'Open in a new tab' })).toHaveAttribute('href', '/chats/45')
})

test('a browser that keeps no cookie in the frame says so', async ({ page, sites, context }) => {
  await context.route('**/auth/frame', (route) => route.fulfill({ json: {} }))
  await page.goto(sites.deskPage('/chats/45'))
  await signInFromFrame(page)
  await expect(notice(page)).toHaveText(
    'This browser keeps no cookies for the console inside another site’s page. Open the console in a new tab.',
  )
})

test('a browser that blocks the window says so', async ({ page, sites }) => {
  await page.addInitScript(() => {
    window.open = () => null
  })
  await page.goto(sites.deskPage('/chats/45'))
  await frameOf(page).getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(notice(page)).toHaveText(
    'This browser blocked the sign-in window. Allow pop-ups for this page, or open the console in a new tab.',
  )
})

test('only the console’s own page may exchange a token', async ({ request, sites }) => {
  const url = `${sites.server.url}/auth/frame`
  const { host } = new URL(sites.origin)
  const send = async (headers: Record<string, string>) =>
    (await request.post(url, { headers: { host, ...headers } })).status()
  expect(await send({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await send({ origin: 'https://desk.localhost' })).toBe(403)
  expect(await send({ 'sec-fetch-site': 'same-origin' })).toBe(401)
  expect((await request.get(url, { headers: { host } })).status()).toBe(405)
})
