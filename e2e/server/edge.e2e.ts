// Pages and lookups by the worker in the edge runtime.
import { connect } from 'node:net'

import { documentedV3Chat } from '../../src/linq/v3/example.ts'
import { type Edge, startEdge, variablesBehind } from '../support/edge.ts'
import { freePort, startAccessProxy, startProvider } from '../support/identity/identity.ts'
import { path } from '../support/request-heads.ts'
import { expect, token } from '../support/test.ts'
import { documented, type Recorder, test as base } from '../support/upstream.ts'

type SignedEdge = Edge & {
  /** The value of the proxy's header for a person. */
  sign: (email: string) => Promise<string>
}

async function startSignedEdge(upstream: Recorder, variables: Record<string, string> = {}): Promise<SignedEdge> {
  const proxy = await startAccessProxy({})
  const port = await freePort()
  const edge = await startEdge({ ...variablesBehind(proxy, upstream, port), ...variables }, port)
  const stop = async () => {
    await edge.stop()
    await proxy.stop()
  }
  return { ...edge, sign: async (email) => await proxy.assertion({ email }), stop }
}

/** A worker behind an identity-aware proxy. It is started once for each worker of the tests, and each test gets its own log. */
const test = base.extend<{ edge: SignedEdge }>({
  edge: async ({ upstream, share }, use) => {
    const sharedEdge = await share(startSignedEdge, upstream)
    const { url, logged, sign } = sharedEdge
    const headers = { 'x-test-assertion': await sign('between-tests@example.com') }
    let requestId = 'none'
    await expect
      .poll(async () => {
        const response = await fetch(url + path, { headers })
        requestId = response.headers.get('x-request-id') ?? 'none'
        return response.status
      })
      .toBe(200)
    // Its audit line and its log line, which the runtime writes later.
    await expect.poll(() => logged().split(requestId).length, { intervals: [10] }).toBe(3)
    const before = logged().length
    upstream.requests = []
    await use({ ...sharedEdge, logged: () => logged().slice(before) })
  },
})

test('the worker serves a chat, with its gateway, sign-in and files', async ({ page, edge }) => {
  await page.setExtraHTTPHeaders({ 'x-test-assertion': await edge.sign('ann@example.com') })
  await page.goto(`${edge.url}/chats/45`)
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await expect(page.locator('header').getByText(/^Live data/)).toBeVisible()
  await page.getByLabel('Chat ID').fill('46')
  await page.getByLabel('Chat ID').press('Enter')
  await expect(page).toHaveURL(`${edge.url}/chats/46`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await page.goto(`${edge.url}/chats/${documentedV3Chat.id}`)
  await expect(page.locator('[data-field=health]')).toContainText('Healthy')
  // The runtime writes its log asynchronously.
  const audited = () =>
    edge
      .logged()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === 'audit')
  await expect.poll(() => audited().length).toBe(3)
  expect(audited()).toMatchObject([
    { person: 'ann@example.com', chatId: '45', outcome: 'ok' },
    { person: 'ann@example.com', chatId: '46', outcome: 'ok' },
    { person: 'ann@example.com', chatId: documentedV3Chat.id, outcome: 'ok' },
  ])
  expect(await (await fetch(`${edge.url}/version`)).json()).toMatchObject({
    name: 'linq-chat-console',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
  expect(edge.logged()).not.toMatch(/John Doe|5551234567/)
  expect(edge.logged()).not.toContain(token)
})

/** The security and caching headers of a page. Hashes of inline scripts differ between builds. */
const securityHeaders = ({ headers }: Response) =>
  Object.fromEntries(
    [...headers]
      .filter(([name]) => /^(?:content-security|cross-origin|permissions|referrer|x-content|x-frame|cache-)/.test(name))
      .map(([name, value]) => [name, value.replaceAll(/'sha256-[\w+/]{43}='/g, "'sha256-…'")]),
  )

test('the HTML contains the chat, and the page does not look it up again', async ({ page, edge, upstream }) => {
  const headers = { 'x-test-assertion': await edge.sign('ann@example.com') }
  const response = await page.request.get(`${edge.url}/chats/45`, { headers })
  expect(await response.text()).toMatch(/<main [^>]*data-state="ready"/)
  expect(response.headers()['cache-control']).toBe('private, no-store')
  const faults: string[] = []
  const lookups: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => {
    if (request.url().includes('/api/')) lookups.push(request.url())
  })
  await page.setExtraHTTPHeaders(headers)
  await page.goto(`${edge.url}/chats/45`)
  await page.waitForSelector('html[data-shot=ready]')
  await expect(page.locator('[data-account]')).toContainText('ann@example.com')
  expect({ faults, lookups }).toEqual({ faults: [], lookups: [] })
  expect(upstream.requests).toHaveLength(2)
  // Every lookup needs the proxy's signature.
  const foreign = await (await page.request.get(`${edge.url}/chats/45`)).text()
  expect(foreign).not.toMatch(/5551234567|data-handle-id/)
  expect(upstream.requests).toHaveLength(2)
})

test('pages and files have the same headers as on Node', async ({ edge, liveConsole }) => {
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await (await fetch(edge.url)).text())?.[1] ?? ''
  for (const target of [
    '/',
    '/chats/45',
    '/nowhere',
    '/favicon.svg',
    '/assets/missing.js',
    '/opensearch.xml',
    script,
  ]) {
    const onEdge = await fetch(edge.url + target)
    expect(onEdge.headers.get('x-request-id'), target).toMatch(/^[0-9a-f-]{36}$/)
    // The scripts of the two builds have different names, so only one of them has this one.
    if (target === script) continue
    const onNode = await fetch(liveConsole.url + target)
    expect(securityHeaders(onEdge), target).toEqual(securityHeaders(onNode))
    expect(onEdge.status, target).toBe(onNode.status)
  }
  const immutable = (await fetch(edge.url + script)).headers.get('cache-control')
  expect(immutable).toBe('public, max-age=31536000, immutable')
})

test('answers 304 for a page that the browser has cached', async ({ edge }) => {
  const etag = (await fetch(edge.url)).headers.get('etag') ?? ''
  expect((await fetch(edge.url, { headers: { 'if-none-match': etag } })).status).toBe(304)
})

test('answers the lookup form, also of a person who is not signed in', async ({ edge }) => {
  const submit = (text: string) => fetch(`${edge.url}/?mask=1&text=${encodeURIComponent(text)}`, { redirect: 'manual' })
  const opened = await submit('#45')
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/chats/45?mask=1'])
  const refused = await submit('+12025550123')
  expect([refused.status, refused.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  expect(await refused.text()).toContain('This looks like a phone number.')
  expect(edge.logged()).not.toContain('2025550123')
})

test('refuses requests without the proxy’s signature, and other hosts', async ({ edge, upstream }) => {
  expect((await fetch(edge.url + path)).status).toBe(401)
  expect((await fetch(edge.url + path, { headers: { 'x-test-assertion': 'ann@example.com' } })).status).toBe(401)
  const foreign = await fetch(`${edge.url.replace('127.0.0.1', 'localhost')}/chats/45`)
  expect([foreign.status, (await foreign.json()).errors[0].code]).toEqual([421, 'wrong_host'])
  expect(upstream.requests).toEqual([])
})

const faults: [name: string, code: string, answer: Recorder['respond']][] = [
  ['does not respond', 'upstream_timeout', () => {}],
  [
    'stops after the first bytes of the body',
    'upstream_timeout',
    (_, response) => void response.writeHead(200).write('{"data":'),
  ],
  ['closes the connection', 'upstream_unreachable', (request) => request.socket.destroy()],
  [
    'redirects',
    'upstream_redirected',
    (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
  ],
  [
    // Its head is enough: on a busy machine so many bytes may take longer than the deadline.
    'announces 17 MiB',
    'upstream_too_large',
    (_, response) => void response.writeHead(200, { 'content-length': 17 * 1024 * 1024 }).write(' '),
  ],
  ['refuses the token', 'upstream_unauthorized', (_, response) => response.writeHead(401).end()],
]
test('reports upstream failures as on Node, and the next lookup succeeds', async ({ edge, upstream }) => {
  const hasty = await startSignedEdge(upstream, { LINQ_TIMEOUT_MS: '1000' })
  for (const [name, code, answer] of faults) {
    const { url, sign } = code === 'upstream_timeout' ? hasty : edge
    upstream.respond = answer
    const response = await fetch(url + path, { headers: { 'x-test-assertion': await sign('ann@example.com') } })
    expect(await response.json(), name).toMatchObject({ errors: [{ status: response.status, code }] })
  }
  await hasty.stop()
  upstream.respond = documented
  const headers = { 'x-test-assertion': await edge.sign('ann@example.com') }
  expect((await fetch(edge.url + path, { headers })).status).toBe(200)
})

test('answers fifty lookups at once', async ({ edge, upstream }) => {
  const headers = { 'x-test-assertion': await edge.sign('ann@example.com') }
  upstream.respond = (request, response) => void setTimeout(() => documented(request, response), 100)
  const statuses = await Promise.all(
    Array.from({ length: 50 }, async (_, count) => {
      // By five people, since the burst of each is 20.
      const person = { 'x-test-assertion': await edge.sign(`p${count % 5}@example.com`) }
      return (
        await fetch(`${edge.url}/api/partner/v2/chats/${1 + (count % 7)}`, { headers: { ...headers, ...person } })
      ).status
    }),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
})

test('a lookup whose client disconnects releases its slot of the concurrency limit', async ({ upstream }) => {
  const proxy = await startAccessProxy({})
  const port = await freePort()
  // With this timeout, no lease ends during the test.
  const edge = await startEdge(
    { ...variablesBehind(proxy, upstream, port), LINQ_TIMEOUT_MS: '60000', LOOKUPS_PER_MINUTE: '0' },
    port,
  )
  const assertion = await proxy.assertion({ email: 'ann@example.com' })
  const headers = { 'x-test-assertion': assertion }
  upstream.respond = () => {}
  // 64 calls run, and the other lookups wait for one of them.
  const clients = Array.from({ length: 80 }, (_, count) => {
    const client = connect(port, '127.0.0.1').on('error', () => {})
    const head = [`GET /api/partner/v2/chats/${count + 1} HTTP/1.1`, `host: 127.0.0.1:${port}`]
    client.write([...head, `x-test-assertion: ${assertion}`, '', ''].join('\r\n'))
    return client
  })
  await expect.poll(() => upstream.requests.length).toBe(64)
  // The runtime notices a reset connection, and drops its request.
  for (const client of clients) client.resetAndDestroy()
  upstream.respond = documented
  const signal = AbortSignal.timeout(15_000)
  const statuses = await Promise.all(
    Array.from({ length: 64 }, async () => (await fetch(edge.url + path, { headers, signal })).status),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  await edge.stop()
  await proxy.stop()
})

test('people sign in with OpenID Connect', async ({ page, upstream }) => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const provider = await startProvider({ clientId: 'console', redirectUri: `${origin}/auth/callback` })
  const edge = await startEdge(
    {
      PUBLIC_ORIGIN: origin,
      LINQ_BASE_URL: upstream.url,
      LINQ_INTEGRATION_TOKEN: token,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'console',
      SESSION_SECRET: 'session-secret-of-the-test-0123456789',
      ALLOWED_DOMAINS: 'example.com',
    },
    port,
  )
  await page.goto(`${edge.url}/auth/sign-in?return=/chats/45`)
  await page.getByLabel('Login').fill('ann')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL(`${edge.url}/chats/45`)
  await expect(page.locator('tr[data-handle-id]')).toHaveCount(2)
  await edge.stop()
  await provider.stop()
})

test('a worker without sign-in shows nothing, and its log says what is missing', async () => {
  const edge = await startEdge({ PUBLIC_ORIGIN: 'https://console.example.com' })
  for (const target of ['/', path]) {
    const response = await fetch(edge.url + target)
    expect(await response.json()).toMatchObject({ errors: [{ status: 500, code: 'internal_error' }] })
  }
  await expect.poll(edge.logged).toContain('OIDC_ISSUER is not set, and neither is ACCESS_JWT_HEADER')
  await edge.stop()
})
