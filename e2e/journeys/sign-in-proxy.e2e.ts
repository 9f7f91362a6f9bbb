// Signing in at an identity-aware proxy, whose assertions are signed.
import { type AccessProxy, freePort, startAccessProxy } from '../support/identity/identity.ts'
import { chatPath } from '../support/oidc.ts'
import { type RunningServer, startServer, withoutEarlierOutput } from '../support/servers.ts'
import { expect, test as base } from '../support/test.ts'

interface BehindProxy {
  access: AccessProxy
  server: RunningServer
}

/** Starts a console behind an identity-aware proxy. */
async function startBehindProxy() {
  const port = await freePort()
  const access = await startAccessProxy({ upstream: `http://127.0.0.1:${port}`, header: 'x-test-assertion' })
  const server = await startServer('console', {
    PORT: String(port),
    PUBLIC_ORIGIN: access.url,
    ACCESS_JWT_HEADER: 'X-Test-Assertion',
    ACCESS_JWT_ISSUER: access.url,
    ACCESS_JWT_AUDIENCE: access.audience,
    ACCESS_JWT_KEYS: access.keys,
    ALLOWED_DOMAINS: 'example.com',
    FIND_GROUPS: 'leads, fraud',
    TRUSTED_PROXIES: '127.0.0.1',
  })
  const stop = async () => {
    await server.stop()
    await access.stop()
  }
  return { access, server, stop }
}

/** A console behind a proxy, both started once a worker; at first no person is signed in. */
const test = base.extend<BehindProxy>({
  access: async ({ share }, use) => {
    const { access } = await share(startBehindProxy)
    await use(access)
    await access.signOut()
  },
  server: async ({ share }, use) => {
    const { server } = await share(startBehindProxy)
    await use(await withoutEarlierOutput(server, chatPath, 1))
  },
})

test('behind an identity-aware proxy only its valid signed assertion identifies a person', async ({
  page,
  access,
  server,
}) => {
  await access.signIn('ann@example.com')
  await page.goto(`${access.url}/chats/45`)
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await expect(page.locator('header')).toContainText('ann@example.com')
  await expect
    .poll(server.output)
    .toContain(`"person":"ann@example.com","iss":"${access.url}","sub":"ann@example.com","chatId":"45"`)

  const statusWith = async (assertion?: string, header = 'x-test-assertion') =>
    (await fetch(`${server.url}${chatPath}`, { headers: assertion === undefined ? {} : { [header]: assertion } }))
      .status
  expect(await statusWith(await access.assertion({ email: 'ann@example.com' }))).toBe(200)
  expect(await statusWith()).toBe(401)
  expect(await statusWith('ann@example.com')).toBe(401)
  expect(await statusWith(await access.assertion({ email: 'ann@example.com' }), 'x-forwarded-email')).toBe(401)
  for (const invalid of [
    { aud: 'another' },
    { iss: 'https://evil.test' },
    { expiresIn: -120 },
    { alg: 'none' as const },
    { alg: 'HS256' as const },
    { foreignKey: true },
    { sub: '' },
    { typ: 'at+jwt' },
    { typ: 'logout+jwt' },
    { azp: 'another' },
    { issuedIn: 90 },
  ])
    expect(
      await statusWith(await access.assertion({ email: 'ann@example.com', ...invalid })),
      JSON.stringify(invalid),
    ).toBe(401)
  await expect.poll(server.output).toContain('"code":"sign_in_required: azp"')
  for (const email of ['bob@elsewhere.test', 'mallory@evil.test@example.com', 'mallory@evil.test,ann@example.com'])
    expect(await statusWith(await access.assertion({ email })), email).toBe(403)
  await expect.poll(server.output).toContain('"code":"not_allowed: no_email"')
  // The clocks may differ by a minute.
  for (const assertion of [{ issuedIn: 50 }, { expiresIn: -50 }])
    expect(await statusWith(await access.assertion({ email: 'ann@example.com', ...assertion }))).toBe(200)
})

test('where the proxy’s assertion is refused, the page says why', async ({ page, access }) => {
  await access.signIn('ann@example.com', { azp: 'another' })
  await page.goto(`${access.url}/chats/45`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.locator('main')).toContainText('its token was issued to another application')
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(0)
})

test('after the proxy’s session expires, the page offers a reload', async ({ page, access }) => {
  await access.signIn('ann@example.com')
  await page.goto(`${access.url}/`)
  // Every chunk is loaded before the proxy redirects all requests.
  await page.waitForSelector('html[data-shot=ready]')
  await access.signOut()
  await page.getByLabel('Chat ID').fill('45')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page.locator('main')).toHaveAttribute('data-state', 'unauthorized')
  await expect(page.locator('main')).toContainText('Reload')
})

/** The status of a lookup with an assertion, and the code of a failure. */
async function lookUpWith({ url }: RunningServer, assertion: string) {
  const response = await fetch(`${url}${chatPath}`, { headers: { 'x-test-assertion': assertion } })
  return [response.status, response.status === 200 ? null : (await response.json()).errors[0].code]
}

test('a key set that does not respond is waited for once, and lookups fail as unavailable, not as refused', async () => {
  // The shared console has fetched the keys.
  const { access, server, stop } = await startBehindProxy()
  await access.keysHang(true)
  const assertion = await access.assertion({ email: 'ann@example.com' })
  const timedLookUp = async () => {
    const started = performance.now()
    const answer = await lookUpWith(server, assertion)
    return { answer, took: performance.now() - started }
  }
  const [first, second] = [await timedLookUp(), await timedLookUp()]
  expect(first.answer).toEqual([503, 'sign_in_unavailable'])
  expect(second.answer).toEqual([503, 'sign_in_unavailable'])
  expect(second.took).toBeLessThan(first.took / 2)
  await stop()
})

test('only people of FIND_GROUPS may find chats by a number', async ({ access, server }) => {
  const search = async (groups: string[], email = 'ann@example.com') => {
    const response = await fetch(`${server.url}/api/find`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-test-assertion': await access.assertion({ email, groups }) },
      body: '{"handle":"+12025550104"}',
    })
    const { chats, errors } = await response.json()
    return [response.status, chats?.length ?? errors[0].code]
  }
  expect(await search(['staff', 'fraud'])).toEqual([200, 1])
  expect(await search(['staff'])).toEqual([403, 'find_not_allowed'])
  expect(await search([])).toEqual([403, 'find_not_allowed'])
  // The groups that may search allow no lookup by themselves.
  expect(await search(['leads'], 'ann@elsewhere.test')).toEqual([403, 'not_allowed'])
  await expect.poll(server.output).toMatch(/"person":"ann@example.com",.*"operation":"find",.*"lastDigits":"04"/)
  expect(server.output()).not.toContain('2025550104')
})
