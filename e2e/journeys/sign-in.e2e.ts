// Signing in, in a real browser: against a real OpenID provider that can be made to lie, and behind a proxy that signs.
import { type Browser, type BrowserContext, type Page } from '@playwright/test'

import { type Fault } from '../support/identity/faults.ts'
import { freePort, type IdentityProvider, startAccessProxy, startProvider } from '../support/identity/identity.ts'
import { type RunningServer, sinceNow, startServer } from '../support/servers.ts'
import { expect, test as base, token } from '../support/test.ts'
import { liveAgainst, startRecorder } from '../support/upstream.ts'

const path = '/api/partner/v2/chats/45'
const sessionCookie = '__Host-chat-console'

interface Team {
  /** Where the console listens; the provider has to know it first. */
  origin: string
  provider: IdentityProvider
}

interface Shared {
  /** A provider, and the console that asks it. */
  shared: Team & { console: RunningServer }
  /** A provider whose console each test starts itself, where it must not know the provider yet. */
  unasked: Team
}

interface Fixtures {
  provider: IdentityProvider
  console: RunningServer
  /** A console that has not asked its provider yet, and that provider. */
  fresh: { provider: IdentityProvider; console: RunningServer }
  /** A context whose cookies are nobody's yet; the provider's are in it too, since cookies know no ports. */
  visitor: BrowserContext
}

const oidcSettings = ({ origin, provider }: Team) => ({
  PORT: new URL(origin).port,
  PUBLIC_ORIGIN: origin,
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: 'console',
  OIDC_CLIENT_SECRET: 'client-secret-of-the-test',
  SESSION_SECRET: 'session-secret-of-the-test-0123456789',
  ALLOWED_DOMAINS: 'example.com',
})

async function startTeam(): Promise<Team> {
  const origin = `http://127.0.0.1:${await freePort()}`
  const provider = await startProvider({
    clientId: 'console',
    clientSecret: 'client-secret-of-the-test',
    redirectUri: `${origin}/auth/callback`,
  })
  return { origin, provider }
}

/** A console that asks a provider, and a browser that has signed in nowhere. The servers are started once a worker. */
const test = base.extend<Fixtures, Shared>({
  shared: [
    async ({}, use) => {
      const team = await startTeam()
      const server = await startServer('console', oidcSettings(team))
      await use({ ...team, console: server })
      await server.stop()
      await team.provider.stop()
    },
    { scope: 'worker' },
  ],
  unasked: [
    async ({}, use) => {
      const team = await startTeam()
      await use(team)
      await team.provider.stop()
    },
    { scope: 'worker' },
  ],
  provider: async ({ shared }, use) => await use(shared.provider),
  console: async ({ shared }, use) => await use(await sinceNow(shared.console, path, 1)),
  fresh: async ({ unasked }, use) => {
    const server = await startServer('console', oidcSettings(unasked))
    await use({ provider: unasked.provider, console: server })
    await server.stop()
    await unasked.provider.fault(null)
  },
  visitor: async ({ browser, shared }, use) => {
    const context = await newVisitor(browser, shared.origin)
    await use(context)
    await context.close()
  },
})

const newVisitor = async (browser: Browser, baseURL: string) => await browser.newContext({ baseURL })

/** Follows the sign-in from a page of the console to the provider, and types a login there. */
async function signIn(page: Page, login: string, back = '/chats/45') {
  await page.goto(`/auth/sign-in?return=${encodeURIComponent(back)}`)
  await page.getByLabel('Login').fill(login)
  await page.getByRole('button', { name: 'Continue' }).click()
}

const statusOf = async (context: BrowserContext) => (await context.request.get(path)).status()
const sessionOf = async (context: BrowserContext) => await (await context.request.get('/auth/session')).json()

test('a deep link offers sign-in, leads back to its place, and every line says who looked', async ({
  visitor,
  console,
}) => {
  const page = await visitor.newPage()
  await page.goto('/chats/45?tz=UTC')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await page.locator('main').getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Login').fill('ann')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL('/chats/45?tz=UTC')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await expect(page.locator('header')).toContainText('ann@example.com')
  const lines = () =>
    console
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
  // The audit line and the log line of the one lookup that was answered.
  await expect.poll(() => lines().filter(({ person, chatId }) => person !== null && chatId === '45').length).toBe(2)
  expect(lines().filter(({ type, outcome }) => type === 'audit' && outcome === 'ok')).toMatchObject([
    { person: 'ann@example.com', chatId: '45', hidden: false },
  ])
  expect(lines().find(({ status, chatId }) => status === 200 && chatId === '45')).toMatchObject({
    person: 'ann@example.com',
  })
  expect(console.output()).not.toMatch(/John Doe|5551234567|client-secret|session-secret/)
})

test('the session is a cookie for this host alone, sealed, and another one at each sign-in', async ({ visitor }) => {
  const page = await visitor.newPage()
  await signIn(page, 'ann')
  await expect(page).toHaveURL('/chats/45')
  const session = async () => (await visitor.cookies()).find(({ name }) => name === sessionCookie)
  const first = await session()
  expect(first).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/', domain: '127.0.0.1' })
  expect(first?.value).not.toMatch(/ann|example/)
  expect((await visitor.cookies()).filter(({ name }) => name.includes('-try-'))).toEqual([])
  await page.goto('/auth/sign-in?return=/')
  await expect(page).toHaveURL('/')
  expect((await session())?.value).not.toBe(first?.value)
})

test('an API call without a session is 401 in the documented format', async ({ visitor }) => {
  const response = await visitor.request.get(path)
  expect(response.status()).toBe(401)
  expect(await response.json()).toMatchObject({ errors: [{ status: 401, code: 'sign_in_required' }] })
})

test('who is signed in but not allowed gets a page that says so, and no chat', async ({ visitor }) => {
  const page = await visitor.newPage()
  await signIn(page, 'bob')
  await expect(page).toHaveURL('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'not-allowed')
  const response = await visitor.request.get(path)
  expect([response.status(), (await response.json()).errors[0].code]).toEqual([403, 'not_allowed'])
  expect(await sessionOf(visitor)).toMatchObject({
    person: { email: 'bob@elsewhere.test' },
    allowed: false,
    refusal: 'not_listed',
  })
})

test('an address that the provider does not vouch for lets nobody in; one it tells on asking does', async ({
  browser,
  visitor,
  console,
}) => {
  const page = await visitor.newPage()
  await signIn(page, 'eve')
  await expect(page.getByText('Your identity provider has not verified the email address')).toBeVisible()
  await expect.poll(async () => await statusOf(visitor)).toBe(403)
  const other = await newVisitor(browser, console.url)
  await signIn(await other.newPage(), 'userinfo')
  await expect.poll(async () => await statusOf(other)).toBe(200)
  await other.close()
})

test('signing out is a POST; a cookie that was copied before no longer works', async ({
  browser,
  visitor,
  console,
}) => {
  const page = await visitor.newPage()
  await signIn(page, 'ann', '/')
  await expect(page).toHaveURL('/')
  const copied = await visitor.cookies()
  expect((await visitor.request.get('/auth/sign-out', { maxRedirects: 0 })).status()).toBe(405)
  expect(await statusOf(visitor)).toBe(200)
  await page.evaluate(() => localStorage.setItem('chat-console:theme', 'dark'))
  const left = page.waitForResponse((response) => response.url().endsWith('/auth/sign-out'))
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action: '/auth/sign-out' })
    document.body.append(form)
    form.submit()
  })
  expect((await (await left).allHeaders())['clear-site-data']).toBe('"cache", "storage"')
  await expect(page).toHaveURL('/sign-in?signed-out=1')
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  expect(await statusOf(visitor)).toBe(401)
  const thief = await newVisitor(browser, console.url)
  await thief.addCookies(copied)
  expect(await statusOf(thief)).toBe(401)
  await thief.close()
})

test('signing out in one tab takes the chat away in the others at once', async ({ visitor }) => {
  const [first, second] = [await visitor.newPage(), await visitor.newPage()]
  await signIn(first, 'ann')
  await expect(first).toHaveURL('/chats/45')
  await second.goto('/chats/102')
  await expect(second.locator('tr[data-handle-id]')).toHaveCount(32)
  await expect(second.locator('header')).toContainText('ann@example.com')
  await first.getByRole('button', { name: 'ann@example.com' }).click()
  await first.getByRole('button', { name: 'Sign out' }).click()
  await expect(first).toHaveURL('/sign-in?signed-out=1')
  await expect(second.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(second.locator('tr[data-handle-id]')).toHaveCount(0)
  await expect(second.locator('header')).not.toContainText('ann@example.com')
})

test('another site can neither sign anybody out nor begin a sign-in', async ({ visitor }) => {
  await signIn(await visitor.newPage(), 'ann')
  await expect.poll(async () => await statusOf(visitor)).toBe(200)
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.test' }]) {
    expect((await visitor.request.post('/auth/sign-out', { headers, maxRedirects: 0 })).status()).toBe(403)
    expect((await visitor.request.get('/auth/sign-in', { headers, maxRedirects: 0 })).status()).toBe(403)
  }
  expect(await statusOf(visitor)).toBe(200)
})

const lies: [fault: Fault, problem: string][] = [
  ['wrong-audience', 'invalid'],
  ['wrong-issuer', 'invalid'],
  ['wrong-nonce', 'invalid'],
  ['no-nonce', 'invalid'],
  ['expired', 'invalid'],
  ['alg-none', 'invalid'],
  ['hs256', 'invalid'],
  ['foreign-key', 'invalid'],
  ['tampered', 'invalid'],
  ['wrong-state', 'expired'],
  ['token-down', 'unavailable'],
  ['jwks-down', 'unavailable'],
  ['discovery-wrong-issuer', 'invalid'],
]
for (const [fault, problem] of lies)
  test(`a provider's answer with the fault ${fault} signs nobody in`, async ({ browser, fresh }) => {
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
    // The next one, without the fault, is a sign-in like any other.
    await provider.fault(null)
    await expect(async () => {
      await page.goto('/auth/sign-in?return=/chats/45')
      // A provider that said nothing usable of itself is left alone for a moment.
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

test('whoever says no at the provider is told so', async ({ visitor }) => {
  const page = await visitor.newPage()
  await signIn(page, 'deny')
  await expect(page).toHaveURL(/\/sign-in\?problem=refused/)
})

test('a provider that is gone is told of', async ({ browser }) => {
  const team = await startTeam()
  await team.provider.stop()
  const server = await startServer('console', oidcSettings(team))
  const visitor = await newVisitor(browser, server.url)
  const page = await visitor.newPage()
  await page.goto('/auth/sign-in?return=/chats/45')
  await expect(page).toHaveURL('/sign-in?problem=unavailable&return=%2Fchats%2F45')
  await visitor.close()
  await server.stop()
})

test('a code that was used signs nobody in again, in this browser or in another', async ({
  browser,
  visitor,
  provider,
  console,
}) => {
  const { tokenRequests } = await provider.control()
  const page = await visitor.newPage()
  const callback = page.waitForRequest((request) => request.url().includes('/auth/callback'))
  await signIn(page, 'ann')
  const address = (await callback).url()
  await expect(page).toHaveURL('/chats/45')
  await page.goto(address)
  await expect(page).toHaveURL(/\/sign-in\?problem=expired/)
  const thief = await newVisitor(browser, console.url)
  const elsewhere = await thief.newPage()
  await elsewhere.goto(address)
  await expect(elsewhere).toHaveURL(/\/sign-in\?problem=expired/)
  expect(await statusOf(thief)).toBe(401)
  await thief.close()
  expect((await provider.control()).tokenRequests).toBe(tokenRequests + 1)
})

test('a copied try and its code are refused the second time, with the provider asked nothing', async ({
  browser,
  visitor,
  provider,
  console,
}) => {
  const { tokenRequests } = await provider.control()
  const page = await visitor.newPage()
  await page.goto('/auth/sign-in?return=/chats/45')
  const tries = await visitor.cookies()
  const callback = page.waitForRequest((request) => request.url().includes('/auth/callback'))
  await page.getByLabel('Login').fill('ann')
  await page.getByRole('button', { name: 'Continue' }).click()
  const address = (await callback).url()
  await expect(page).toHaveURL('/chats/45')
  const thief = await newVisitor(browser, console.url)
  await thief.addCookies(tries.filter(({ name }) => name.includes('-try-')))
  const elsewhere = await thief.newPage()
  await elsewhere.goto(address)
  await expect(elsewhere).toHaveURL(/\/sign-in\?problem=expired/)
  expect(await statusOf(thief)).toBe(401)
  await thief.close()
  expect((await provider.control()).tokenRequests).toBe(tokenRequests + 1)
})

for (const back of ['//evil.test/', 'https://evil.test/', String.raw`/\evil.test`, '/auth/sign-out', '/nowhere'])
  test(`signing in never leads to ${back}`, async ({ visitor }) => {
    const page = await visitor.newPage()
    await signIn(page, 'ann', back)
    await expect(page).toHaveURL('/')
  })

test('two tabs can sign in at the same time', async ({ visitor }) => {
  const [first, second] = [await visitor.newPage(), await visitor.newPage()]
  await first.goto('/auth/sign-in?return=/chats/45')
  await second.goto('/auth/sign-in?return=/chats/101')
  await first.getByLabel('Login').fill('ann')
  await first.getByRole('button', { name: 'Continue' }).click()
  await expect(first).toHaveURL('/chats/45')
  await second.getByLabel('Login').fill('ann')
  await second.getByRole('button', { name: 'Continue' }).click()
  await expect(second).toHaveURL('/chats/101')
})

test('forty sign-ins that were given up keep nobody out', async ({ visitor }) => {
  for (let count = 0; count < 40; count += 1) {
    const begun = await visitor.request.get(`/auth/sign-in?return=/chats?ids=${'4'.repeat(900)}`, { maxRedirects: 0 })
    expect(begun.status()).toBe(303)
  }
  expect((await visitor.cookies()).filter(({ name }) => name.includes('-try-'))).toHaveLength(3)
  const page = await visitor.newPage()
  await signIn(page, 'ann')
  await expect(page).toHaveURL('/chats/45')
  expect(await statusOf(visitor)).toBe(200)
})

test('a cookie that was copied before no longer works once its person signed in again', async ({
  browser,
  visitor,
  console,
}) => {
  const page = await visitor.newPage()
  await signIn(page, 'ann')
  await expect(page).toHaveURL('/chats/45')
  const thief = await newVisitor(browser, console.url)
  await thief.addCookies(await visitor.cookies())
  expect(await statusOf(thief)).toBe(200)
  await page.goto('/auth/sign-in?return=/')
  await expect(page).toHaveURL('/')
  expect([await statusOf(visitor), await statusOf(thief)]).toEqual([200, 401])
  await thief.close()
})

test('another process with the same secret knows the session', async ({ visitor, provider }) => {
  await signIn(await visitor.newPage(), 'ann')
  await expect.poll(async () => await statusOf(visitor)).toBe(200)
  const origin = `http://127.0.0.1:${await freePort()}`
  const second = await startServer('console', oidcSettings({ origin, provider }))
  expect((await visitor.request.get(`${second.url}${path}`)).status()).toBe(200)
  await second.stop()
})

test('each person has a limit of their own, and the page tells it from Linq’s', async ({ browser, unasked }) => {
  const upstream = await startRecorder()
  const server = await startServer('console', {
    ...oidcSettings(unasked),
    ...liveAgainst(upstream),
    LOOKUPS_PER_MINUTE: '1',
  })
  const [ann, ben] = [await newVisitor(browser, server.url), await newVisitor(browser, server.url)]
  const page = await ann.newPage()
  await signIn(page, 'ann', '/')
  await signIn(await ben.newPage(), 'ben', '/')
  await expect.poll(async () => (await sessionOf(ann)).person?.email).toBe('ann@example.com')
  await expect.poll(async () => (await sessionOf(ben)).person?.email).toBe('ben@example.com')
  for (let count = 0; count < 20; count += 1) expect(await statusOf(ann)).toBe(200)
  expect(await statusOf(ann)).toBe(429)
  expect(await statusOf(ben)).toBe(200)
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'rate-limited')
  await expect(page.locator('main')).not.toContainText('rate limit was reached')
  expect(server.output()).not.toContain(token)
  await ann.close()
  await ben.close()
  await server.stop()
  upstream.stop()
})

/** A console behind an identity-aware proxy, which is the only way in. */
const behindProxy = async () => {
  const port = await freePort()
  const proxy = await startAccessProxy({ upstream: `http://127.0.0.1:${port}`, header: 'x-test-assertion' })
  const server = await startServer('console', {
    PORT: String(port),
    PUBLIC_ORIGIN: proxy.url,
    ACCESS_JWT_HEADER: 'X-Test-Assertion',
    ACCESS_JWT_ISSUER: proxy.url,
    ACCESS_JWT_AUDIENCE: proxy.audience,
    ACCESS_JWT_KEYS: proxy.keys,
    ALLOWED_DOMAINS: 'example.com',
    TRUSTED_PROXIES: '127.0.0.1',
  })
  const stop = async () => {
    await server.stop()
    await proxy.stop()
  }
  return { proxy, server, stop }
}

test('behind an identity-aware proxy its word counts, when it is signed', async ({ page }) => {
  const { proxy, server, stop } = await behindProxy()
  await proxy.signIn('ann@example.com')
  await page.goto(`${proxy.url}/chats/45`)
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await expect(page.locator('header')).toContainText('ann@example.com')
  await expect.poll(server.output).toContain('"person":"ann@example.com"')

  const ask = async (assertion?: string, header = 'x-test-assertion') =>
    (await fetch(`${server.url}${path}`, { headers: assertion === undefined ? {} : { [header]: assertion } })).status
  expect(await ask(await proxy.assertion({ email: 'ann@example.com' }))).toBe(200)
  expect(await ask()).toBe(401)
  expect(await ask('ann@example.com')).toBe(401)
  expect(await ask(await proxy.assertion({ email: 'ann@example.com' }), 'x-forwarded-email')).toBe(401)
  for (const wrong of [
    { aud: 'another' },
    { iss: 'https://evil.test' },
    { expiresIn: -120 },
    { alg: 'none' as const },
    { alg: 'HS256' as const },
    { foreignKey: true },
    { sub: '' },
  ])
    expect(await ask(await proxy.assertion({ email: 'ann@example.com', ...wrong })), JSON.stringify(wrong)).toBe(401)
  expect(await ask(await proxy.assertion({ email: 'bob@elsewhere.test' }))).toBe(403)
  await stop()
})

test('behind a proxy whose sign-in ran out the page asks for a reload, not for patience', async ({ page }) => {
  const { proxy, stop } = await behindProxy()
  await proxy.signIn('ann@example.com')
  await page.goto(`${proxy.url}/`)
  // What the page fetches of its own accord is there before the proxy stops letting anything through.
  await page.waitForSelector('html[data-shot=ready]')
  await proxy.signOut()
  await page.getByLabel('Chat ID').fill('45')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.locator('main')).toContainText('Reload')
  await stop()
})

/** What a lookup with an assertion gets: its status and, of a failure, its code. */
async function askWith({ url }: RunningServer, assertion: string) {
  const response = await fetch(`${url}${path}`, { headers: { 'x-test-assertion': assertion } })
  return [response.status, response.status === 200 ? null : (await response.json()).errors[0].code]
}

test('a key set that hangs is waited for once, and nobody is let in or sent away meanwhile', async () => {
  const { proxy, server, stop } = await behindProxy()
  await proxy.keysHang(true)
  const assertion = await proxy.assertion({ email: 'ann@example.com' })
  const timed = async () => {
    const started = performance.now()
    const answer = await askWith(server, assertion)
    return { answer, took: performance.now() - started }
  }
  const [first, second] = [await timed(), await timed()]
  expect(first.answer).toEqual([503, 'sign_in_unavailable'])
  expect(second.answer).toEqual([503, 'sign_in_unavailable'])
  expect(second.took).toBeLessThan(first.took / 2)
  await stop()
})
