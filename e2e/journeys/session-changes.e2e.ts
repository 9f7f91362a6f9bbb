// A session that begins or ends while a page is open.
import { account, ana, chatApi, fakeSession, gatewayFailure, returnToTab, signedOut } from '../support/session.ts'
import { expect, prefetchHeaders, test } from '../support/test.ts'

// The page looks its chat up itself, so that a test can answer that request.
test.use({ extraHTTPHeaders: prefetchHeaders })

test('after a sign-in in another tab, the chat is loaded when the tab becomes visible again', async ({ page }) => {
  const server = await fakeSession(page, signedOut)
  await page.route(chatApi, (route) =>
    server.session.person ? route.continue() : route.fulfill(gatewayFailure('sign_in_required')),
  )
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  // The account's code requests the session again.
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  server.session = ana
  await returnToTab(page)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(account(page)).toContainText('ana@example.com')
})

test('a signed-out session removes the chat when the tab becomes visible again', async ({ page }) => {
  const server = await fakeSession(page, ana)
  await page.route(chatApi, (route) =>
    server.session.person ? route.continue() : route.fulfill(gatewayFailure('sign_in_required')),
  )
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(account(page)).toContainText('ana@example.com')
  server.session = signedOut
  await returnToTab(page)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  expect(await page.content()).not.toContain('John Doe')
})

test('a signed-out session removes the chat when the page is restored from the back/forward cache', async ({
  page,
}) => {
  const server = await fakeSession(page, ana)
  await page.goto('/chats/45')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await expect(account(page)).toHaveText('ana@example.com')
  server.session = signedOut
  await page.route(chatApi, (route) => route.fulfill(gatewayFailure('sign_in_required')))
  // A new document fires `pageshow` too, and has requested its session already.
  const firePageShow = (persisted: boolean) =>
    page.evaluate(
      (isPersisted) => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: isPersisted })),
      persisted,
    )
  const before = server.requests
  await firePageShow(false)
  await page.waitForTimeout(200)
  expect(server.requests).toBe(before)
  await firePageShow(true)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(account(page)).toHaveText('Sign in')
})

test('a refresh that needs a sign-in removes the chat, and the header offers the sign-in', async ({ page }) => {
  const server = await fakeSession(page, ana)
  await page.goto('/chats/45')
  await expect(account(page)).toContainText('ana@example.com')
  await expect(page.locator('[data-field=display_name]')).toHaveText('John Doe, Jane Smith')
  server.session = signedOut
  await page.route(chatApi, (route) => route.fulfill(gatewayFailure('sign_in_required')))
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to see this chat')
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  expect(await page.content()).not.toContain('John Doe')
  expect(server.requests).toBe(2)
})
