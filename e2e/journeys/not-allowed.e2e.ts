// Accounts that are signed in, but may not look up chats.
import { ana, chatApi, fakeSession, gatewayFailure, notAllowed } from '../support/session.ts'
import { expect, expectAccessible, prefetchHeaders, test } from '../support/test.ts'

// The page looks its chat up itself, so that a test can answer that request.
test.use({ extraHTTPHeaders: prefetchHeaders })

test('an account without access sees on every page that it has none', async ({ page }) => {
  const server = await fakeSession(page, notAllowed)
  await page.route(chatApi, (route) => route.fulfill(gatewayFailure('not_allowed')))
  for (const path of ['/', '/chats?ids=45,46', '/qa', '/sign-in', '/sign-in?signed-out=1', '/nowhere', '/chats/45']) {
    await page.goto(path)
    await expect(page.locator('main')).toHaveAttribute('data-view', 'sign-in')
    await expect(page.locator('main')).toHaveAttribute('data-state', 'not-allowed')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account does not have access')
    await expect(page.locator('main')).toContainText('You are signed in as ana@example.com.')
  }
  await expect(page.getByRole('link', { name: 'Use another account' })).toHaveAttribute(
    'href',
    '/auth/sign-in?return=%2Fchats%2F45&switch=1',
  )
  await expect(page.locator('main').getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expectAccessible(page)
  await page.goto('/chats/45?mask=1')
  await expect(page.locator('main')).toContainText('You are signed in.')
  expect(await page.content()).not.toContain('ana@example.com')
  server.session = { ...notAllowed, signIn: 'proxy', until: null }
  await page.goto('/chats/45')
  await expect(page.locator('main').getByRole('link', { name: 'Try again' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Use another account' })).toHaveCount(0)
})

test('a lookup that is refused for the account says so, even if the session allows lookups', async ({ page }) => {
  await fakeSession(page, ana)
  await page.route(chatApi, (route) => route.fulfill(gatewayFailure('not_allowed')))
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-view', 'chat')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account does not have access')
  await expect(page.locator('main')).toContainText('You are signed in as ana@example.com.')
  await expect(page.getByRole('link', { name: 'Use another account' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Look up another chat' })).toBeVisible()
})
