// The page /sign-in: failed sign-ins, signed out, already signed in, and its links.
import { account, ana, fakeSession, signedOut } from '../support/session.ts'
import { expect, expectAccessible, prefetchHeaders, test } from '../support/test.ts'

// The page looks its chat up itself, so that a test can answer that request.
test.use({ extraHTTPHeaders: prefetchHeaders })

// The reasons of the others are in `src/console/sign-in/sign-in-page.dom.test.tsx`. This one has every element of theirs, and one more link.
test('a sign-in that was refused can be tried again, also with another account', async ({ page }) => {
  await fakeSession(page, signedOut)
  await page.goto(`/sign-in?problem=refused&return=${encodeURIComponent('/chats/45?mask=1')}`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'failed')
  await expect(page.getByRole('link', { name: 'Try again' })).toHaveAttribute(
    'href',
    '/auth/sign-in?return=%2Fchats%2F45%3Fmask%3D1',
  )
  await expect(page.getByRole('link', { name: 'Use another account' })).toHaveAttribute(
    'href',
    '/auth/sign-in?return=%2Fchats%2F45%3Fmask%3D1&switch=1',
  )
  await expectAccessible(page)
})

for (const [condition, path, session, state, heading] of [
  ['without parameters', '/sign-in', signedOut, 'required', 'Sign in to look up chats'],
  ['after a sign-out', '/sign-in?signed-out=1', signedOut, 'signed-out', 'You are signed out'],
  ['with a session', '/sign-in?return=%2Fchats%2F45', ana, 'signed-in', 'You are already signed in'],
] as const)
  test(`/sign-in ${condition} is ${state}`, async ({ page }) => {
    await fakeSession(page, session)
    const response = await page.goto(path)
    expect(response?.status()).toBe(200)
    await expect(page.locator('main')).toHaveAttribute('data-view', 'sign-in')
    await expect(page.locator('main')).toHaveAttribute('data-state', state)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
    await expectAccessible(page)
    if (state !== 'signed-in') return
    await page.getByRole('link', { name: 'Continue' }).click()
    await expect(page).toHaveURL('/chats/45')
  })

test('/sign-in of a console without sign-in says that none is required', async ({ page, liveConsole }) => {
  for (const path of [
    '/sign-in',
    `${liveConsole.url}/sign-in?signed-out=1`,
    `${liveConsole.url}/sign-in?problem=expired`,
  ]) {
    await page.goto(path)
    await expect(page.locator('main')).toHaveAttribute('data-state', 'off')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign-in is not required')
  }
})

test('no return path leads from the sign-in to another site', async ({ page }) => {
  const server = await fakeSession(page, signedOut)
  // Its links use what `src/urls/return-path.ts` allows, whose test has the other forms.
  for (const returnPath of ['https://evil.example/', '/chats/..//evil.example']) {
    server.session = signedOut
    await page.goto(`/sign-in?problem=expired&return=${encodeURIComponent(returnPath)}`)
    await expect(page.getByRole('link', { name: 'Try again' }), returnPath).toHaveAttribute(
      'href',
      '/auth/sign-in?return=%2F',
    )
    server.session = ana
    await page.goto(`/sign-in?return=${encodeURIComponent(returnPath)}`)
    await expect(page.getByRole('link', { name: 'Go to lookup' }), returnPath).toHaveAttribute('href', '/')
  }
})

test('with live data no URL sets a session', async ({ page, liveConsole }) => {
  await page.goto(`${liveConsole.url}/chats/45?hold=signed-in`)
  await page.waitForSelector('html[data-shot=ready]')
  await expect(account(page)).toHaveCount(0)
})
