// The account in the header: its menu, its place in the help, and how hiding personal data affects it.
import { blockChunk } from '../support/chunks.ts'
import { account, ana, fakeSession, signedOut } from '../support/session.ts'
import { expect, expectAccessible, prefetchHeaders, test } from '../support/test.ts'

// The page looks its chat up itself, so that a test can answer that request.
test.use({ extraHTTPHeaders: prefetchHeaders })

test('a console without sign-in has no account, and requests neither its session nor its code', async ({ page }) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  await page.goto('/chats/45')
  await page.waitForSelector('html[data-shot=ready]')
  await expect(account(page)).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page.getByRole('dialog')).not.toContainText('Account')
  expect(requests.filter((path) => /^\/auth|\/account|\/sign-in/.test(path))).toEqual([])
})

test('the account menu closes on Escape, on a click outside it and when the focus leaves it', async ({ page }) => {
  await fakeSession(page, ana)
  await page.goto('/chats/45?tz=Asia/Kolkata')
  const button = account(page).getByRole('button', { name: 'ana@example.com' })
  const signOut = account(page).getByRole('button', { name: 'Sign out' })
  await expect(button).toHaveAttribute('aria-expanded', 'false')
  await button.focus()
  await page.keyboard.press('Enter')
  await expect(account(page)).toContainText('Ana Lopez')
  await expect(account(page).locator('time')).toHaveText('2026-01-02 01:30:00 +05:30 Asia/Kolkata')
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await expect(signOut).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(signOut).toHaveCount(0)
  await expect(button).toBeFocused()
  await button.click()
  await page.getByRole('heading', { level: 1 }).click()
  await expect(signOut).toHaveCount(0)
  await button.click()
  await page.getByLabel('Chat ID').focus()
  await expect(signOut).toHaveCount(0)
})

test('a long account name overlaps nothing in the header, and its menu stays in the window, at every width', async ({
  page,
  liveConsole,
}) => {
  await fakeSession(page, { ...ana, person: { email: `${'long.'.repeat(20)}name@example.com`, name: null, id: 'l' } })
  await page.goto(`${liveConsole.url}/chats/45`)
  await account(page).getByRole('button').click()
  for (const width of [1440, 1024, 768, 390, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const boxes = await page
      .locator('header :is([data-account], [data-source], button[aria-haspopup])')
      .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().toJSON()))
    for (const { left, right } of boxes) {
      expect(left, `${width} px`).toBeGreaterThanOrEqual(0)
      expect(right, `${width} px`).toBeLessThanOrEqual(width)
    }
    const [accountBox, source, help] = boxes
    expect(accountBox.right, `${width} px`).toBeLessThanOrEqual(source.left)
    expect(source.right, `${width} px`).toBeLessThanOrEqual(help.left)
    expect(source.width, `${width} px`).toBeGreaterThan(60)
    const box = await account(page).getByRole('button', { name: 'Sign out' }).boundingBox()
    expect(box?.x, `${width} px`).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0), `${width} px`).toBeLessThanOrEqual(width)
  }
})

test('the sign-out button submits a form to the server', async ({ page }) => {
  const server = await fakeSession(page, ana)
  const sent: string[] = []
  await page.route('**/auth/sign-out', (route) => {
    sent.push(`${route.request().method()} ${route.request().resourceType()}`)
    server.session = signedOut
    return route.fulfill({ status: 303, headers: { location: '/sign-in?signed-out=1' } })
  })
  await page.goto('/chats/45')
  await account(page).getByRole('button', { name: 'ana@example.com' }).click()
  await account(page).getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in?signed-out=1')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are signed out')
  expect(sent).toEqual(['POST document'])
})

test('the help dialog shows the account with its sign-out and sign-in, also at 390 px', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const server = await fakeSession(page, ana)
  await page.goto('/')
  await expect(account(page).getByRole('button')).toBeVisible()
  await page.getByRole('button', { name: 'Help and settings' }).click()
  const section = page.getByRole('region', { name: 'Account' })
  await expect(section).toContainText('ana@example.com')
  await expect(section.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expectAccessible(page)
  server.session = signedOut
  await page.reload()
  await page.getByRole('button', { name: 'Help and settings' }).click()
  await expect(section).toContainText('You are not signed in.')
  await expect(section.getByRole('link', { name: 'Sign in' })).toBeVisible()
})

// The sign-in page has the name in its text too; on the others it is in the header and the help only.
test('a page that hides personal data does not contain the name of the account', async ({ page }) => {
  await fakeSession(page, ana)
  const cdp = await page.context().newCDPSession(page)
  for (const path of [
    '/?mask=1',
    '/chats/45?mask=1',
    '/chats/45?mask=1&open=help',
    '/chats?ids=45&mask=1',
    '/sign-in?mask=1',
    '/chats/45?shot=1&open=account',
    '/chats/45?shot=1&mask=0',
    '/sign-in?shot=1',
    '/sign-in?shot=1&mask=0',
  ]) {
    await page.goto(path)
    await page.waitForSelector('html[data-shot=ready]')
    await expect(account(page), path).toContainText('Signed in')
    const { nodes } = await cdp.send('Accessibility.getFullAXTree')
    expect((await page.content()) + JSON.stringify(nodes) + (await page.title()), path).not.toMatch(/ana|lopez/i)
  }
})

test('hiding personal data removes the account’s name from the page', async ({ page }) => {
  await fakeSession(page, ana)
  await page.goto('/chats/45')
  await account(page).getByRole('button', { name: 'ana@example.com' }).click()
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('h')
  await expect(page.locator('main')).toHaveAttribute('data-masked', 'true')
  await expect(account(page)).toContainText('Signed in')
  expect(await page.content()).not.toMatch(/ana@|Ana Lopez/)
})

test('the page is not ready for a screenshot before its session is loaded', async ({ page }) => {
  await fakeSession(page, ana)
  const answer = Promise.withResolvers<void>()
  await page.route('**/auth/session', async (route) => {
    await answer.promise
    return route.fulfill({ json: ana })
  })
  await page.goto('/chats/45?now=2026-01-01T00:00:00Z')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await page.waitForTimeout(700)
  await expect(page.locator('html')).not.toHaveAttribute('data-shot')
  answer.resolve()
  await expect(page.locator('html')).toHaveAttribute('data-shot', 'ready')
  await expect(account(page)).toContainText('ana@example.com')
})

test('the rest of the header does not move when the account is rendered', async ({ page }) => {
  await fakeSession(page, ana)
  const answer = Promise.withResolvers<void>()
  await page.route('**/auth/session', async (route) => {
    await answer.promise
    return route.fulfill({ json: ana })
  })
  const boxes = () =>
    page
      .locator('header :is(a, input, [data-source], button[aria-haspopup], button[type=submit])')
      .evaluateAll((elements) =>
        elements.map((element) => Object.values(element.getBoundingClientRect().toJSON()).join()),
      )
  const widths = [1440, 768, 390]
  const boxesByWidth = async () => {
    const found: Record<number, string[]> = {}
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      found[width] = await boxes()
    }
    return found
  }
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  const before = await boxesByWidth()
  await expect(account(page).getByRole('button')).toHaveCount(0)
  answer.resolve()
  await expect(account(page).getByRole('button')).toBeVisible()
  expect(await boxesByWidth()).toEqual(before)
})

test('a failed session request leaves the chat and an empty account', async ({ page }) => {
  await fakeSession(page, ana)
  await page.route('**/auth/session', (route) => route.fulfill({ status: 503, body: '' }))
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(page.locator('html')).toHaveAttribute('data-shot', 'ready')
  await expect(account(page)).toHaveText('')
})

test('a chat is shown when the chunk with the account fails to load', async ({ page }) => {
  await fakeSession(page, ana)
  const { blocked } = await blockChunk(page, 'deferred')
  await page.goto('/chats/45')
  await blocked
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await expect(account(page)).toHaveText('')
})
