// Signing in against a provider that is one function: what an anonymous client can cause, and what is kept.
import { afterEach, expect, test, vi } from 'vitest'

import type { OidcOptions } from './oidc.ts'
import { cookieHeader, setUpOidc } from './testing.ts'

const discovery = '/.well-known/openid-configuration'

/** A sign-in whose calls to the provider reach the test's. */
function setUp(options: Partial<OidcOptions> = {}) {
  const oidc = setUpOidc(options)
  vi.stubGlobal('fetch', oidc.fetch)
  return oidc
}
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A whole sign-in, in a browser with these cookies. */
async function signInWith({ begin, finish }: ReturnType<typeof setUp>, cookie = '') {
  const { state, cookies } = await begin(cookie)
  const answer = await finish(state, cookieHeader(...cookie.split('; '), ...cookies))
  return cookieHeader(...(answer.cookies ?? []))
}

test('signs in and leads back', async () => {
  const { begin, finish, identify } = setUp()
  const { state, cookies } = await begin()
  const answer = await finish(state, cookieHeader(...cookies))
  expect([answer.code, answer.headers['location']]).toEqual([null, '/chats/45'])
  expect(await identify(cookieHeader(...(answer.cookies ?? [])))).toMatchObject({
    person: { id: 'ann' },
    refusal: null,
  })
})

test('fifty abandoned sign-ins leave three cookies, and the last one still works', async () => {
  const { begin, finish } = setUp()
  const kept: string[] = []
  let last = { state: '', cookie: '' }
  for (let count = 0; count < 50; count += 1) {
    const { state, cookies } = await begin(cookieHeader(...kept), `/chats?ids=${'4'.repeat(900)}`)
    kept.push(...cookies)
    last = { state, cookie: cookieHeader(...kept) }
  }
  expect(last.cookie.split('; ')).toHaveLength(3)
  expect(last.cookie.length).toBeLessThan(6000)
  expect((await finish(last.state, last.cookie)).code).toBeNull()
})

test('two tabs at once both sign in', async () => {
  const { begin, finish, provider } = setUp()
  const first = await begin()
  const { nonce } = provider
  const second = await begin(cookieHeader(...first.cookies))
  const cookie = cookieHeader(...first.cookies, ...second.cookies)
  expect((await finish(second.state, cookie)).code).toBeNull()
  provider.nonce = nonce
  expect((await finish(first.state, cookie)).code).toBeNull()
})

test.each([
  ['access_denied', 'sign_in_refused: access_denied'],
  ['ann@example.com +15551234567', 'sign_in_refused: other'],
  ['a'.repeat(41), 'sign_in_refused: other'],
])('a callback with the error %s is logged as %s', async (error, code) => {
  const { begin, finish } = setUp()
  const { state, cookies } = await begin()
  expect((await finish(state, cookieHeader(...cookies), { error })).code).toBe(code)
})

test('a new sign-in ends the session that the browser had', async () => {
  const oidc = setUp()
  const first = await signInWith(oidc)
  const second = await signInWith(oidc, first)
  expect(await oidc.identify(first)).toEqual({ kind: 'anonymous' })
  expect(await oidc.identify(second)).toMatchObject({ kind: 'person' })
  await oidc.signOut(second)
  expect(await oidc.identify(second)).toEqual({ kind: 'anonymous' })
})

test('a failed sign-in leaves the session that the browser had', async () => {
  const oidc = setUp()
  const session = await signInWith(oidc)
  const { state, cookies } = await oidc.begin(session)
  await oidc.finish(state, cookieHeader(...session.split('; '), ...cookies), { error: 'access_denied' })
  expect(await oidc.identify(session)).toMatchObject({ kind: 'person' })
})

test('a callback that is sent again does not call the provider', async () => {
  const { asked, begin, finish } = setUp()
  const { state, cookies } = await begin()
  await finish(state, cookieHeader(...cookies))
  const before = asked.length
  const again = await Promise.all([1, 2, 3].map(async () => await finish(state, cookieHeader(...cookies))))
  expect(again.map(({ code }) => code)).toEqual(Array.from({ length: 3 }, () => 'sign_in_expired: used'))
  expect(again[0]?.headers['location']).toBe('/sign-in?problem=expired&return=%2Fchats%2F45')
  expect(asked).toHaveLength(before)
})

test('a callback that is sent many times at once calls the provider once', async () => {
  const { state, cookies } = await setUp().begin()
  // Another process, which has to discover the provider first: all of them wait for that.
  const { asked, finish, provider } = setUp()
  provider.before = async () => await new Promise((resolve) => setTimeout(resolve, 20))
  await Promise.all(Array.from({ length: 20 }, async () => await finish(state, cookieHeader(...cookies))))
  expect(asked.filter((path) => path === '/token')).toHaveLength(1)
})

test('sixteen callbacks run at once, and the next does not call the provider', async () => {
  const { asked, begin, finish, provider } = setUp()
  const begun = []
  for (let count = 0; count < 18; count += 1) begun.push(await begin())
  const hanging = Promise.withResolvers<Response>()
  provider.before = async (path) => (path === '/token' ? await hanging.promise : undefined)
  const finishing = begun.slice(0, 16).map(async ({ state, cookies }) => await finish(state, cookieHeader(...cookies)))
  await vi.waitFor(() => expect(asked.filter((path) => path === '/token')).toHaveLength(16))
  const [next, last] = begun.slice(16)
  const refused = await finish(next?.state ?? '', cookieHeader(...(next?.cookies ?? [])))
  expect([refused.code, refused.headers['location']]).toEqual([
    'sign_in_unavailable: busy',
    '/sign-in?problem=unavailable&return=%2Fchats%2F45',
  ])
  expect(asked.filter((path) => path === '/token')).toHaveLength(16)
  hanging.resolve(new Response(null, { status: 503 }))
  await Promise.all(finishing)
  provider.before = async () => {}
  expect((await finish(last?.state ?? '', cookieHeader(...(last?.cookies ?? [])))).code).toBeNull()
})

test('many sign-ins that begin at once discover the provider once', async () => {
  const { asked, begin } = setUp()
  await Promise.all(Array.from({ length: 20 }, async () => await begin()))
  expect(asked).toEqual([discovery])
})

test('without coalescing each request discovers the provider by itself', async () => {
  const { asked, begin } = setUp({ coalesce: false })
  await Promise.all(Array.from({ length: 5 }, async () => await begin()))
  expect(asked).toHaveLength(5)
  await begin()
  expect(asked).toHaveLength(5)
})

test('an unreachable provider is not called again for three seconds', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  const { asked, begin, provider } = setUp()
  provider.before = async () => await Promise.reject(new TypeError('fetch failed'))
  for (let count = 0; count < 5; count += 1) expect((await begin()).answer.code).toMatch(/^sign_in_unavailable/)
  expect(asked).toHaveLength(1)
  provider.before = async () => {}
  vi.setSystemTime(Date.now() + 3000)
  expect((await begin()).answer.code).toBeNull()
  expect(asked).toHaveLength(2)
})

test('over plain http a callback without its cookie says so, since some browsers keep none there', async () => {
  const { begin, finish } = setUp({ publicOrigin: 'http://127.0.0.1:8080' })
  const { state, cookies } = await begin()
  const answer = await finish(state, '')
  expect([answer.code, answer.headers['location'], answer.cookies]).toEqual([
    'sign_in_no_cookie',
    '/sign-in?problem=no_cookie&return=%2F',
    [],
  ])
  expect((await finish(state, cookieHeader(...cookies))).code).toBeNull()
  // Its cookie is gone because it was used.
  expect((await finish(state, '')).code).toBe('sign_in_expired')
  expect((await setUp().finish(state, '')).code).toBe('sign_in_expired')
})
