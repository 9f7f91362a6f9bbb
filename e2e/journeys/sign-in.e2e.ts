// Signing in and out with OpenID Connect: the return path, the session, and who may look up chats.
import { freePort } from '../support/identity/identity.ts'
import {
  chatPath,
  newClient,
  newVisitor,
  oidcSettings,
  sessionCookie,
  sessionOf,
  signIn,
  signInWithoutPage,
  statusOf,
  test,
} from '../support/oidc.ts'
import { startServer } from '../support/servers.ts'
import { expect, token } from '../support/test.ts'
import { liveAgainst, startRecorder } from '../support/upstream.ts'

test('a deep link offers a sign-in and returns to its URL, and the audit and log lines name the person', async ({
  visitor,
  provider,
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
  // The audit line and the log line of the one successful lookup.
  await expect.poll(() => lines().filter(({ person, chatId }) => person !== null && chatId === '45').length).toBe(2)
  expect(lines().filter(({ type, outcome }) => type === 'audit' && outcome === 'ok')).toMatchObject([
    { person: 'ann@example.com', iss: provider.issuer, sub: 'ann', chatId: '45', hidden: false },
  ])
  expect(lines().find(({ status, chatId }) => status === 200 && chatId === '45')).toMatchObject({
    person: 'ann@example.com',
    iss: provider.issuer,
    sub: 'ann',
  })
  expect(console.output()).not.toMatch(/John Doe|5551234567|client-secret|session-secret/)
})

test('the session is an encrypted __Host- cookie, and each sign-in sets a new one', async ({ visitor }) => {
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

test('an API call without a session is 401 in the documented format', async ({ client }) => {
  const response = await client.get(chatPath)
  expect(response.status()).toBe(401)
  expect(await response.json()).toMatchObject({ errors: [{ status: 401, code: 'sign_in_required' }] })
})

test('an account that is not allowed sees a page that says so, and no chat', async ({ visitor }) => {
  const page = await visitor.newPage()
  await signIn(page, 'bob')
  await expect(page).toHaveURL('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'not-allowed')
  const response = await visitor.request.get(chatPath)
  expect([response.status(), (await response.json()).errors[0].code]).toEqual([403, 'not_allowed'])
  expect(await sessionOf(visitor)).toMatchObject({
    person: { email: 'bob@elsewhere.test' },
    allowed: false,
    refusal: 'not_listed',
  })
})

test('an unverified e-mail address is refused, one from the userinfo endpoint is accepted', async ({
  visitor,
  client,
}) => {
  const page = await visitor.newPage()
  await signIn(page, 'eve')
  await expect(page.getByText('Your identity provider has not verified the email address')).toBeVisible()
  await expect.poll(async () => await statusOf(visitor)).toBe(403)
  await signInWithoutPage(client, 'userinfo')
  expect(await statusOf(client)).toBe(200)
})

test('signing out in one tab removes the chat from the others', async ({ visitor }) => {
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

for (const returnPath of ['//evil.test/', 'https://evil.test/', String.raw`/\evil.test`, '/auth/sign-out', '/nowhere'])
  test(`a sign-in with the return path ${returnPath} leads to the lookup page`, async ({ client, console }) => {
    expect((await signInWithoutPage(client, 'ann', returnPath)).url()).toBe(`${console.url}/`)
    expect(await statusOf(client)).toBe(200)
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

test('after forty abandoned sign-ins a new one succeeds, and three transactions are kept', async ({
  client,
  console,
}) => {
  for (let count = 0; count < 40; count += 1) {
    const started = await client.get(`/auth/sign-in?return=/chats?ids=${'4'.repeat(900)}`, { maxRedirects: 0 })
    expect(started.status()).toBe(303)
  }
  const { cookies } = await client.storageState()
  expect(cookies.filter(({ name }) => name.includes('-try-'))).toHaveLength(3)
  expect((await signInWithoutPage(client, 'ann')).url()).toBe(`${console.url}/chats/45`)
  expect(await statusOf(client)).toBe(200)
})

test('another process of the same console accepts the session, one of another console does not', async ({
  client,
  shared,
}) => {
  await signInWithoutPage(client, 'ann')
  expect(await statusOf(client)).toBe(200)
  const settings = oidcSettings(shared)
  const origin = `http://127.0.0.1:${await freePort()}`
  // With the same secret.
  for (const [changes, status] of [
    [{}, 200],
    [{ PUBLIC_ORIGIN: origin }, 401],
    [{ OIDC_CLIENT_ID: 'another' }, 401],
    [{ OIDC_ISSUER: `${shared.provider.issuer}/another` }, 401],
  ] as const) {
    const server = await startServer('console', { ...settings, ...changes, PORT: new URL(origin).port })
    expect((await client.get(`${server.url}${chatPath}`)).status(), JSON.stringify(changes)).toBe(status)
    await server.stop()
  }
})

test('each person has their own lookup limit, and the page does not call it Linq’s rate limit', async ({
  browser,
  withoutConsole,
}) => {
  const upstream = await startRecorder()
  const server = await startServer('console', {
    ...oidcSettings(withoutConsole),
    ...liveAgainst(upstream),
    LOOKUPS_PER_MINUTE: '1',
  })
  const [ann, ben] = [await newVisitor(browser, server.url), await newClient(server.url)]
  const page = await ann.newPage()
  await signIn(page, 'ann', '/')
  await signInWithoutPage(ben, 'ben', '/')
  await expect.poll(async () => (await sessionOf(ann)).person?.email).toBe('ann@example.com')
  expect((await sessionOf(ben)).person?.email).toBe('ben@example.com')
  for (let count = 0; count < 20; count += 1) expect(await statusOf(ann)).toBe(200)
  expect(await statusOf(ann)).toBe(429)
  expect(await statusOf(ben)).toBe(200)
  await page.goto('/chats/45')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'rate-limited')
  await expect(page.locator('main')).not.toContainText('rate limit was reached')
  expect(server.output()).not.toContain(token)
  await ann.close()
  await ben.dispose()
  await server.stop()
  upstream.stop()
})
