// Lookups that need a sign-in: what the page offers, and where people return to.
import { account, ana, chatApi, fakeSession, gatewayFailure, returnToTab, signedOut } from '../support/session.ts'
import { expect, expectAccessible, prefetchHeaders, test } from '../support/test.ts'

// The page looks its chat up itself, so that a test can answer that request.
test.use({ extraHTTPHeaders: prefetchHeaders })

test('a chat that needs a sign-in links to it, with the current URL as the return path', async ({ page }) => {
  await fakeSession(page, signedOut)
  await page.route(chatApi, (route) => route.fulfill(gatewayFailure('sign_in_required')))
  await page.goto('/chats/45?tz=Asia/Kolkata&theme=dark')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to see this chat')
  await expect(page.locator('main')).not.toContainText('Linq')
  const link = page.locator('main').getByRole('link', { name: 'Sign in' })
  await expect(link).toHaveAttribute('href', '/auth/sign-in?return=%2Fchats%2F45%3Ftz%3DAsia%2FKolkata%26theme%3Ddark')
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    (await link.getAttribute('href')) ?? '',
  )
  await expectAccessible(page)
})

test('the sign-in link is a full navigation, reached and followed by keyboard', async ({ page }) => {
  await fakeSession(page, signedOut)
  await page.route(chatApi, (route) => route.fulfill(gatewayFailure('sign_in_required')))
  await page.route('**/auth/sign-in?*', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>Provider</h1>' }),
  )
  await page.goto('/chats/45')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to see this chat')
  await expect(account(page).getByRole('link', { name: 'Sign in' })).toBeVisible()
  await page.getByLabel('Chat ID').focus()
  // Past the lookup button, the account and the help to the page's own link.
  for (let index = 0; index < 4; index += 1) await page.keyboard.press('Tab')
  await expect(page.locator('main').getByRole('link', { name: 'Sign in' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/auth/sign-in?return=%2Fchats%2F45')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Provider')
})

test('a URL too long for a return path opens the sign-in in a new tab, and the page says so', async ({ page }) => {
  await fakeSession(page, signedOut)
  await page.route(chatApi, (route) => route.fulfill(gatewayFailure('sign_in_required')))
  await page.goto(`/chats/45?x=${'a'.repeat(1200)}`)
  await expect(page.locator('main')).toContainText('keep this page open')
  await expect(page.locator('main')).not.toContainText('You will return to this chat')
  await expect(page.locator('main').getByRole('link', { name: 'Open sign-in in a new tab' })).toBeVisible()
})

test('behind a proxy that signs people in, the page offers a reload instead of a sign-in', async ({ page }) => {
  const server = await fakeSession(page, { ...ana, signIn: 'proxy', until: null })
  await page.route(chatApi, (route) =>
    server.session.person
      ? route.continue()
      : route.fulfill({ status: 302, headers: { location: 'https://login.example/?back=here' } }),
  )
  await page.goto('/chats/45')
  await account(page).getByRole('button', { name: 'ana@example.com' }).click()
  await expect(account(page)).toContainText('You are signed in through a proxy.')
  await expect(page.getByRole('button', { name: 'Sign out' })).toHaveCount(0)
  server.session = { ...signedOut, signIn: 'proxy' }
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  const reload = page.getByRole('link', { name: 'Reload to sign in' })
  await expect(reload).toHaveAttribute('href', '/chats/45')
  server.session = { ...ana, signIn: 'proxy', until: null }
  const loading = page.waitForEvent('load')
  await reload.click()
  await loading
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
})

const ids = (count: number) => Array.from({ length: count }, (_, index) => 1000 + index).join(',')

test('a bulk lookup that needs a sign-in shows one link, and stops its requests', async ({ page }) => {
  const server = await fakeSession(page, ana)
  let requests = 0
  await page.route(chatApi, (route) => {
    requests += 1
    // The session ended after the page was opened.
    server.session = signedOut
    return route.fulfill(gatewayFailure('sign_in_required'))
  })
  await page.goto(`/chats?ids=${ids(190)}`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in to see these 190 chats')
  await expect(page.locator('tr[data-chat-id]')).toHaveCount(0)
  await expect(page.locator('main').getByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    `/auth/sign-in?return=${encodeURIComponent(`/chats?ids=${ids(190)}`)}`,
  )
  expect(requests).toBeLessThanOrEqual(4)
  await expectAccessible(page)
})

test('a bulk lookup too long for a return path signs in in a new tab, and continues when its tab is visible again', async ({
  page,
}) => {
  const server = await fakeSession(page, signedOut)
  await page.route(chatApi, (route) =>
    server.session.person
      ? route.fulfill({ json: { data: { id: route.request().url().split('/').at(-1) } } })
      : route.fulfill(gatewayFailure('sign_in_required')),
  )
  // 19 digits each: more than 1,000 characters together.
  const long = Array.from({ length: 55 }, (_, index) => `9${String(index).padStart(17, '0')}`)
  await page.goto(`/chats?ids=${long.join(',')}`)
  const link = page.locator('main').getByRole('link', { name: 'Open sign-in in a new tab' })
  await expect(link).toHaveAttribute('href', '/auth/sign-in?return=%2F')
  await expect(link).toHaveAttribute('target', '_blank')
  await expect(page.locator('main')).toContainText('Keep this page open')
  // The header's account refetches the session. It is in a chunk that is loaded in the background.
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible()
  server.session = ana
  await returnToTab(page)
  await expect(page.locator('tr[data-state=ready]')).toHaveCount(long.length)
})
