// Attacks on the sign-in with OpenID Connect: other sites, replayed codes, copied cookies and faults of the provider.
import type { APIRequestContext } from '@playwright/test'

import type { Fault } from '../support/identity/faults.ts'
import type { IdentityProvider } from '../support/identity/identity.ts'
import {
  newClient,
  oidcSettings,
  registerConsole,
  sessionCookie,
  sessionOf,
  signIn,
  signInWithoutPage,
  statusOf,
  test,
} from '../support/oidc.ts'
import { type RunningServer, startServer } from '../support/servers.ts'
import { expect } from '../support/test.ts'

test('signing out takes a POST, and ends copied sessions', async ({ visitor, console }) => {
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
  const attacker = await newClient(console.url, copied)
  expect(await statusOf(attacker)).toBe(401)
  await attacker.dispose()
})

test('without frames of other sites there is no session for them', async ({ client }) => {
  expect((await client.post('/auth/frame')).status()).toBe(404)
})

test('another site can neither sign people out nor start a sign-in', async ({ client }) => {
  await signInWithoutPage(client, 'ann')
  expect(await statusOf(client)).toBe(200)
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.test' }]) {
    expect((await client.post('/auth/sign-out', { headers, maxRedirects: 0 })).status()).toBe(403)
    expect((await client.get('/auth/sign-in', { headers, maxRedirects: 0 })).status()).toBe(403)
  }
  expect(await statusOf(client)).toBe(200)
})

/** A console, its provider, and a client of both. */
interface SignIn {
  client: APIRequestContext
  provider: IdentityProvider
  console: RunningServer
}

/** Expects that a sign-in at a provider with a fault creates no session, and that the URL and the log name the problem. */
async function expectNoSession({ client, provider, console }: SignIn, fault: Fault, problem: string) {
  await provider.fault(fault)
  const response = await signInWithoutPage(client, 'ann')
  expect(response.url()).toMatch(new RegExp(`/sign-in\\?problem=${problem}&return=`))
  expect((await client.storageState()).cookies.map(({ name }) => name)).not.toContain(sessionCookie)
  expect(await statusOf(client)).toBe(401)
  await expect.poll(console.output).toContain(`sign_in_${problem}`)
  expect(console.output()).not.toMatch(/mallory|ann@example/)
}

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
]
for (const [fault, problem] of providerFaults)
  test(`a provider with the fault ${fault} creates no session`, async ({ client, provider, console }) => {
    await expectNoSession({ client, provider, console }, fault, problem)
    await provider.fault(null)
    expect((await signInWithoutPage(client, 'ann')).url()).toBe(`${console.url}/chats/45`)
    expect(await statusOf(client)).toBe(200)
  })

// A console keeps the keys and the discovery document that it has, so these need one that has none. The unit tests prove
// that it requests them again some seconds after a failure.
for (const [fault, problem] of [
  ['jwks-down', 'unavailable'],
  ['discovery-wrong-issuer', 'invalid'],
] as const)
  test(`a provider with the fault ${fault} creates no session`, async ({ fresh }) => {
    const client = await newClient(fresh.console.url)
    await expectNoSession({ client, ...fresh }, fault, problem)
    await client.dispose()
  })

test('a sign-in that cannot be verified ends on a page that offers a new one, which succeeds', async ({
  visitor,
  provider,
}) => {
  await provider.fault('tampered')
  const page = await visitor.newPage()
  await signIn(page, 'ann')
  await expect(page).toHaveURL(/\/sign-in\?problem=invalid&return=/)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'failed')
  await provider.fault(null)
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page).toHaveURL('/chats/45')
  expect(await statusOf(visitor)).toBe(200)
})

for (const [fault, refusal] of [
  ['two-addresses', 'no_email'],
  ['verified-elsewhere', 'email_unverified'],
] as const)
  test(`a provider with the fault ${fault} gives no access`, async ({ client, provider, console }) => {
    await provider.fault(fault)
    await signInWithoutPage(client, 'ann')
    expect(await sessionOf(client)).toMatchObject({ person: { email: null }, allowed: false, refusal })
    expect(await statusOf(client)).toBe(403)
    // The audit and log lines name the account, by nothing that looks like an address.
    await expect.poll(console.output).toContain(`"person":"sub:ann","iss":"${provider.issuer}","sub":"ann"`)
    expect(console.output()).not.toMatch(/mallory|ann@example/)
  })

test('an account without a valid email address sees why it has no access', async ({ visitor, provider }) => {
  await provider.fault('two-addresses')
  const page = await visitor.newPage()
  await signIn(page, 'ann')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'not-allowed')
  await expect(page.locator('main')).toContainText('sent no valid email address')
})

test('a sign-in that is denied at the provider says that it was not completed', async ({ client }) => {
  expect((await signInWithoutPage(client, 'deny')).url()).toContain('/sign-in?problem=refused&return=%2Fchats%2F45')
})

test('a provider that is unreachable is reported as unavailable', async () => {
  const registration = await registerConsole()
  await registration.provider.stop()
  const server = await startServer('console', oidcSettings(registration))
  const client = await newClient(server.url)
  const response = await client.get('/auth/sign-in?return=/chats/45')
  expect(response.url()).toBe(`${server.url}/sign-in?problem=unavailable&return=%2Fchats%2F45`)
  await client.dispose()
  await server.stop()
})

/** Signs in, and returns the URL of the provider's redirect to the console, with the cookies from before it. */
async function recordCallback(client: APIRequestContext) {
  const form = await client.get('/auth/sign-in?return=/chats/45')
  const { cookies } = await client.storageState()
  let next = (await client.post(form.url(), { form: { login: 'ann' }, maxRedirects: 0 })).headers()['location']
  while (next !== undefined && !next.includes('/auth/callback?'))
    next = (await client.get(next, { maxRedirects: 0 })).headers()['location']
  const callbackUrl = next ?? ''
  expect((await client.get(callbackUrl)).url()).toMatch(/\/chats\/45$/)
  return { callbackUrl, cookies }
}

test('a used authorization code creates no second session, for this client or another', async ({
  client,
  provider,
  console,
}) => {
  const { tokenRequests } = await provider.control()
  const { callbackUrl } = await recordCallback(client)
  expect((await client.get(callbackUrl)).url()).toContain('/sign-in?problem=expired')
  const attacker = await newClient(console.url)
  expect((await attacker.get(callbackUrl)).url()).toContain('/sign-in?problem=expired')
  expect(await statusOf(attacker)).toBe(401)
  await attacker.dispose()
  expect((await provider.control()).tokenRequests).toBe(tokenRequests + 1)
})

test('a replayed login transaction with its code is refused without a token request', async ({
  client,
  provider,
  console,
}) => {
  const { tokenRequests } = await provider.control()
  const { callbackUrl, cookies } = await recordCallback(client)
  const transactions = cookies.filter(({ name }) => name.includes('-try-'))
  expect(transactions).toHaveLength(1)
  const attacker = await newClient(console.url, transactions)
  expect((await attacker.get(callbackUrl)).url()).toContain('/sign-in?problem=expired')
  expect(await statusOf(attacker)).toBe(401)
  await attacker.dispose()
  expect((await provider.control()).tokenRequests).toBe(tokenRequests + 1)
})

test('a copied session ends when its person signs in again', async ({ client, console }) => {
  await signInWithoutPage(client, 'ann')
  const attacker = await newClient(console.url, (await client.storageState()).cookies)
  expect(await statusOf(attacker)).toBe(200)
  expect((await signInWithoutPage(client, 'ann', '/')).url()).toBe(`${console.url}/`)
  expect([await statusOf(client), await statusOf(attacker)]).toEqual([200, 401])
  await attacker.dispose()
})
