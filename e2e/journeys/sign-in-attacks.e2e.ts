// Attacks on the sign-in with OpenID Connect: other sites, replayed codes, copied cookies and faults of the provider.
import type { Fault } from '../support/identity/faults.ts'
import { newVisitor, oidcSettings, registerConsole, sessionCookie, signIn, statusOf, test } from '../support/oidc.ts'
import { startServer } from '../support/servers.ts'
import { expect } from '../support/test.ts'

test('signing out takes a POST, and ends copied sessions', async ({ browser, visitor, console }) => {
  const page = await visitor.newPage()
  await signIn(page, 'ann', '/')
  await expect(page).toHaveURL('/')
  const copied = await visitor.cookies()
  expect((await visitor.request.get('/auth/sign-out', { maxRedirects: 0 })).status()).toBe(405)
  expect(await statusOf(visitor)).toBe(200)
  await page.evaluate(() => localStorage.setItem('chat-console:theme', 'dark'))
  const response = page.waitForResponse((candidate) => candidate.url().endsWith('/auth/sign-out'))
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/auth/sign-out' })
    document.body.append(form)
    form.submit()
  })
  expect((await (await response).allHeaders())['clear-site-data']).toBe('"cache", "storage"')
  await expect(page).toHaveURL('/sign-in?signed-out=1')
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  expect(await statusOf(visitor)).toBe(401)
  const attacker = await newVisitor(browser, console.url)
  await attacker.addCookies(copied)
  expect(await statusOf(attacker)).toBe(401)
  await attacker.close()
})

test('without frames of other sites there is no session for them', async ({ visitor }) => {
  expect((await visitor.request.post('/auth/frame')).status()).toBe(404)
})

test('another site can neither sign people out nor start a sign-in', async ({ visitor }) => {
  await signIn(await visitor.newPage(), 'ann')
  await expect.poll(async () => await statusOf(visitor)).toBe(200)
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.test' }]) {
    expect((await visitor.request.post('/auth/sign-out', { headers, maxRedirects: 0 })).status()).toBe(403)
    expect((await visitor.request.get('/auth/sign-in', { headers, maxRedirects: 0 })).status()).toBe(403)
  }
  expect(await statusOf(visitor)).toBe(200)
})

const providerFaults: [fault: Fault, problem: string][] = [
  ['wrong-audience', 'invalid'],
  ['wrong-issuer', 'invalid'],
  ['wrong-nonce', 'invalid'],
  ['no-nonce', 'invalid'],
  ['expired', 'invalid'],
  ['alg-none', 'invalid'],
  ['hs256', 'invalid'],
  ['foreign-key', 'invalid'],
  ['tampered', 'invalid'],
  ['foreign-azp', 'invalid'],
  ['issued-later', 'invalid'],
  ['access-token', 'invalid'],
  ['userinfo-of-another', 'invalid'],
  ['wrong-state', 'no_cookie'],
  ['token-down', 'unavailable'],
  ['jwks-down', 'unavailable'],
  ['discovery-wrong-issuer', 'invalid'],
]
for (const [fault, problem] of providerFaults)
  test(`a provider with the fault ${fault} creates no session`, async ({ browser, fresh }) => {
    const { provider, console } = fresh
    await provider.fault(fault)
    const visitor = await newVisitor(browser, console.url)
    const page = await visitor.newPage()
    if (fault === 'discovery-wrong-issuer') await page.goto('/auth/sign-in?return=/chats/45')
    else await signIn(page, 'ann')
    await expect(page).toHaveURL(new RegExp(`/sign-in\\?problem=${problem}&return=`))
    await expect(page.locator('main')).toHaveAttribute('data-state', 'failed')
    expect((await visitor.cookies()).map(({ name }) => name)).not.toContain(sessionCookie)
    expect(await statusOf(visitor)).toBe(401)
    await expect.poll(console.output).toContain(`sign_in_${problem}`)
    expect(console.output()).not.toMatch(/mallory|ann@example/)
    // The next sign-in, without the fault, succeeds.
    await provider.fault(null)
    await expect(async () => {
      await page.goto('/auth/sign-in?return=/chats/45')
      // A failed discovery is cached for a moment.
      await expect(page).not.toHaveURL(/\/sign-in\?problem=/, { timeout: 1 })
    }).toPass()
    const login = page.getByLabel('Login')
    if (await login.isVisible()) {
      await login.fill('ann')
      await page.getByRole('button', { name: 'Continue' }).click()
    }
    await expect.poll(async () => await statusOf(visitor)).toBe(200)
    await visitor.close()
  })

for (const [fault, words] of [
  ['two-addresses', 'sent no valid email address'],
  ['verified-elsewhere', 'has not verified the email address'],
] as const)
  test(`a provider with the fault ${fault} gives no access`, async ({ browser, fresh }) => {
    const { provider, console } = fresh
    await provider.fault(fault)
    const visitor = await newVisitor(browser, console.url)
    const page = await visitor.newPage()
    await signIn(page, 'ann')
    await expect(page.locator('main')).toHaveAttribute('data-state', 'not-allowed')
    await expect(page.locator('main')).toContainText(words)
    expect(await statusOf(visitor)).toBe(403)
    // The audit and log lines name the account, by nothing that looks like an address.
    await expect.poll(console.output).toContain(`"person":"sub:ann","iss":"${provider.issuer}","sub":"ann"`)
    expect(console.output()).not.toMatch(/mallory|ann@example/)
    await visitor.close()
  })

test('a sign-in that is denied at the provider says that it was not completed', async ({ visitor }) => {
  const page = await visitor.newPage()
  await signIn(page, 'deny')
  await expect(page).toHaveURL(/\/sign-in\?problem=refused/)
})

test('a provider that is unreachable is reported as unavailable', async ({ browser }) => {
  const registration = await registerConsole()
  await registration.provider.stop()
  const server = await startServer('console', oidcSettings(registration))
  const visitor = await newVisitor(browser, server.url)
  const page = await visitor.newPage()
  await page.goto('/auth/sign-in?return=/chats/45')
  await expect(page).toHaveURL('/sign-in?problem=unavailable&return=%2Fchats%2F45')
  await visitor.close()
  await server.stop()
})

test('a used authorization code creates no second session, in this browser or another', async ({
  browser,
  visitor,
  provider,
  console,
}) => {
  const { tokenRequests } = await provider.control()
  const page = await visitor.newPage()
  const callback = page.waitForRequest((request) => request.url().includes('/auth/callback'))
  await signIn(page, 'ann')
  const callbackUrl = (await callback).url()
  await expect(page).toHaveURL('/chats/45')
  await page.goto(callbackUrl)
  await expect(page).toHaveURL(/\/sign-in\?problem=expired/)
  const attacker = await newVisitor(browser, console.url)
  const attackerPage = await attacker.newPage()
  await attackerPage.goto(callbackUrl)
  await expect(attackerPage).toHaveURL(/\/sign-in\?problem=expired/)
  expect(await statusOf(attacker)).toBe(401)
  await attacker.close()
  expect((await provider.control()).tokenRequests).toBe(tokenRequests + 1)
})

test('a replayed login transaction with its code is refused without a token request', async ({
  browser,
  visitor,
  provider,
  console,
}) => {
  const { tokenRequests } = await provider.control()
  const page = await visitor.newPage()
  await page.goto('/auth/sign-in?return=/chats/45')
  const beforeCallback = await visitor.cookies()
  const callback = page.waitForRequest((request) => request.url().includes('/auth/callback'))
  await page.getByLabel('Login').fill('ann')
  await page.getByRole('button', { name: 'Continue' }).click()
  const callbackUrl = (await callback).url()
  await expect(page).toHaveURL('/chats/45')
  const attacker = await newVisitor(browser, console.url)
  await attacker.addCookies(beforeCallback.filter(({ name }) => name.includes('-try-')))
  const attackerPage = await attacker.newPage()
  await attackerPage.goto(callbackUrl)
  await expect(attackerPage).toHaveURL(/\/sign-in\?problem=expired/)
  expect(await statusOf(attacker)).toBe(401)
  await attacker.close()
  expect((await provider.control()).tokenRequests).toBe(tokenRequests + 1)
})

test('a copied session ends when its person signs in again', async ({ browser, visitor, console }) => {
  const page = await visitor.newPage()
  await signIn(page, 'ann')
  await expect(page).toHaveURL('/chats/45')
  const attacker = await newVisitor(browser, console.url)
  await attacker.addCookies(await visitor.cookies())
  expect(await statusOf(attacker)).toBe(200)
  await page.goto('/auth/sign-in?return=/')
  await expect(page).toHaveURL('/')
  expect([await statusOf(visitor), await statusOf(attacker)]).toEqual([200, 401])
  await attacker.close()
})
