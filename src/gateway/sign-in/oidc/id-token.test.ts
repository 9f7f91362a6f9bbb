// ID tokens and userinfo of a provider that is one function: which of them name a person, and why the others do not.
import { UnsecuredJWT } from 'jose'
import { afterEach, expect, test, vi } from 'vitest'

import type { OidcOptions } from './oidc.ts'
import { notAddresses } from '../../../linq/testing.ts'
import { forgedToken, makeRsaKey, signedByShortKey } from '../testing.ts'
import { cookieHeader, makeProviderKey, setUpOidc } from './testing.ts'

function setUp(options: Partial<OidcOptions> = {}) {
  const oidc = setUpOidc(options)
  vi.stubGlobal('fetch', oidc.fetch)
  return oidc
}
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const now = () => Math.floor(Date.now() / 1000)
const everyone = { emails: [], domains: [], groups: [], everyone: true }
const byDomainOrGroup = { ...everyone, domains: ['example.com'], groups: ['support'], everyone: false }

test.each([
  ['of an access token', { header: { typ: 'at+jwt' } }, 'typ', 'typ'],
  ['of an access token by its full type', { header: { typ: 'application/at+jwt' } }, 'typ', 'typ'],
  ['of a logout token', { header: { typ: 'logout+jwt' } }, 'typ', 'typ'],
  ['issued to another party', { claims: { azp: 'another' } }, 'azp', 'azp'],
  [
    'of several audiences without a party',
    { claims: { aud: ['console', 'another'] } },
    'OAUTH_JWT_CLAIM_COMPARISON_FAILED: aud',
    'aud',
  ],
  [
    'of several audiences issued to another party',
    { claims: { aud: ['console', 'another'], azp: 'another' } },
    'OAUTH_JWT_CLAIM_COMPARISON_FAILED: azp',
    'azp',
  ],
  ['for another client', { claims: { aud: 'another' } }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED: aud', 'aud'],
  ['of another issuer', { claims: { iss: 'https://evil.test' } }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED: iss', 'iss'],
  ['with another nonce', { claims: { nonce: 'another' } }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED: nonce', 'nonce'],
  ['issued in 62 s', { claims: { iat: now() + 62 } }, 'iat', 'iat'],
  ['valid in 62 s', { claims: { nbf: now() + 62 } }, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED: nbf', 'nbf'],
  ['that expired a minute ago', { claims: { exp: now() - 60 } }, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED: exp', 'exp'],
  ['without a time', { claims: { iat: undefined } }, 'OAUTH_INVALID_RESPONSE: format', 'format'],
  ['without a nonce', { claims: { nonce: undefined } }, 'OAUTH_INVALID_RESPONSE: format', 'format'],
  ['whose time is text', { claims: { exp: 'soon' } }, 'OAUTH_INVALID_RESPONSE: format', 'format'],
  ['without a person', { claims: { sub: '' } }, 'no usable sub', 'sub'],
])('an ID token %s is refused, and the log and the page say why', async (_, changes, reason, flaw) => {
  vi.useFakeTimers({ now: now() * 1000, toFake: ['Date'] })
  const { provider, signInOnce } = setUp()
  Object.assign(provider, changes)
  const { outcome, identity } = await signInOnce()
  expect(identity).toEqual({ kind: 'anonymous' })
  expect(outcome.code).toBe(`sign_in_invalid: ${reason}`)
  expect(outcome.headers['location']).toBe(`/sign-in?problem=invalid&return=%2Fchats%2F45&reason=${flaw}`)
})

test.each([
  ['is a JWT by its type', { header: { typ: 'JWT' } }],
  ['was issued to this client', { claims: { azp: 'console' } }],
  ['has several audiences and was issued to this client', { claims: { aud: ['console', 'other'], azp: 'console' } }],
  ['is issued in 60 s', { claims: { iat: now() + 60 } }],
  ['is valid in 60 s', { claims: { nbf: now() + 60 } }],
  ['expired 50 s ago', { claims: { exp: now() - 50 } }],
])('an ID token that %s is accepted', async (_, changes) => {
  const { provider, signInOnce } = setUp()
  Object.assign(provider, changes)
  expect(await signInOnce()).toMatchObject({ identity: { kind: 'person' }, outcome: { code: null } })
})

test('a signature by an RSA key of 1024 bits, or one that anyone can make, is refused', async () => {
  const strong = await makeRsaKey()
  for (const make of [signedByShortKey, forgedToken]) {
    const { provider, signInOnce } = setUp()
    const { jwk } = await make({})
    provider.keys = [jwk]
    provider.key = { jwk, sign: async (_, claims) => await replaceKey(provider, make, claims) }
    const { outcome, identity } = await signInOnce()
    expect([outcome.code, identity.kind]).toEqual(['sign_in_invalid: weak_key', 'anonymous'])
    expect(outcome.headers['location']).toContain('&reason=weak_key')
  }
  const { provider, signInOnce } = setUp()
  provider.keys = [strong.jwk]
  provider.key = { jwk: strong.jwk, sign: async (_, claims) => await strong.sign(claims) }
  expect((await signInOnce()).outcome.code).toBeNull()
})

/** Signs with a key of its own, which replaces the key set. */
async function replaceKey(
  provider: ReturnType<typeof setUpOidc>['provider'],
  make: typeof forgedToken,
  claims: Record<string, unknown>,
) {
  const { jwk, token } = await make(claims)
  provider.keys = [jwk]
  return token
}

test('unknown keys have the key set fetched at most once a minute', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  const { asked, provider, signInOnce } = setUp()
  provider.key = await makeProviderKey('unknown')
  const fetches = () => asked.filter((path) => path === '/jwks').length
  for (let count = 0; count < 6; count += 1) {
    const { outcome } = await signInOnce()
    expect(outcome.code).toBe('sign_in_invalid: kid')
    expect(outcome.headers['location']).toContain('&reason=kid')
    vi.setSystemTime(Date.now() + 9000)
  }
  expect(fetches()).toBe(1)
  vi.setSystemTime(Date.now() + 6000)
  await signInOnce()
  expect(fetches()).toBe(2)
  provider.keys = [provider.key.jwk]
  vi.setSystemTime(Date.now() + 60_000)
  expect((await signInOnce()).outcome.code).toBeNull()
})

test('sign-ins at one time share a fetch of the key set', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  const { asked, provider, begin, finish, signInOnce } = setUp()
  const count = (path: string) => asked.filter((one) => one === path).length
  await signInOnce()
  provider.key = await makeProviderKey('new')
  provider.keys = [provider.key.jwk]
  vi.setSystemTime(Date.now() + 60_000)
  const { promise, resolve } = Promise.withResolvers<void>()
  provider.before = async (path) => (path === '/jwks' ? await promise : undefined)
  const finished: ReturnType<typeof finish>[] = []
  for (let more = 1; more <= 3; more += 1) {
    const { state, cookies } = await begin()
    finished.push(finish(state, cookieHeader(...cookies)))
    await vi.waitFor(() => expect(count('/token')).toBe(1 + more))
  }
  resolve()
  expect((await Promise.all(finished)).map(({ code }) => code)).toEqual([null, null, null])
  expect(count('/jwks')).toBe(2)
})

test('a key set that fails is fetched once, and the known keys stay valid', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  const { asked, provider, signInOnce } = setUp()
  await signInOnce()
  const known = provider.key
  provider.key = await makeProviderKey('unknown')
  provider.before = async (path) => (path === '/jwks' ? new Response('down', { status: 503 }) : undefined)
  vi.setSystemTime(Date.now() + 60_000)
  for (let more = 0; more < 4; more += 1) {
    expect((await signInOnce()).outcome.code).toBe('sign_in_unavailable: keys unreachable')
    vi.setSystemTime(Date.now() + 6000)
  }
  expect(asked.filter((path) => path === '/jwks')).toHaveLength(2)
  provider.key = known
  expect((await signInOnce()).outcome.code).toBeNull()
  vi.setSystemTime(Date.now() + 5 * 60_000)
  expect((await signInOnce()).outcome.code).toBe('sign_in_unavailable: keys unreachable')
})

test('a key set that failed is fetched again after five seconds', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  const { asked, provider, signInOnce } = setUp()
  const fetches = () => asked.filter((path) => path === '/jwks').length
  provider.before = async (path) => (path === '/jwks' ? new Response('down', { status: 503 }) : undefined)
  expect((await signInOnce()).outcome.code).toBe('sign_in_unavailable: keys unreachable')
  provider.before = async () => {}
  vi.setSystemTime(Date.now() + 4999)
  expect((await signInOnce()).outcome.code).toBe('sign_in_unavailable: keys unreachable')
  expect(fetches()).toBe(1)
  vi.setSystemTime(Date.now() + 1)
  expect((await signInOnce()).outcome.code).toBeNull()
  expect(fetches()).toBe(2)
})

test('a provider without a usable address of its keys is refused before the sign-in', async () => {
  for (const jwks_uri of [undefined, 'keys', 'http://id.test/jwks', 'file:///keys']) {
    const { provider, begin } = setUp()
    provider.metadata = { jwks_uri }
    expect((await begin()).answer.code).toBe('sign_in_invalid: no usable jwks_uri')
  }
})

test('a token without a signature is refused for its algorithm', async () => {
  const { provider, signInOnce } = setUp()
  provider.key = { ...provider.key, sign: async (_, claims) => new UnsecuredJWT(claims).encode() }
  expect((await signInOnce()).outcome.code).toBe('sign_in_invalid: OAUTH_INVALID_RESPONSE: alg')
})

test('a discovery document of another issuer is refused, and the page says so', async () => {
  const { begin } = setUp({ issuer: 'https://other.test' })
  const { code, headers } = (await begin()).answer
  expect(code).toBe('sign_in_invalid: OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: iss')
  expect(headers['location']).toBe('/sign-in?problem=invalid&return=%2Fchats%2F45&reason=iss')
})

test('a known key of another is refused by its signature', async () => {
  const { provider, signInOnce } = setUp()
  provider.key = await makeProviderKey('key')
  expect((await signInOnce()).outcome.code).toBe('sign_in_invalid: signature')
})

test.each([...notAddresses])('%j is no address of a provider', async (email) => {
  const { provider, signInOnce } = setUp({ allowed: byDomainOrGroup })
  provider.claims = { email }
  const { outcome, identity } = await signInOnce()
  expect(outcome.code).toBe('sign_in_not_allowed: no_email')
  expect(identity).toMatchObject({ person: { email: null }, refusal: 'no_email' })
})

/** An ID token without an address. */
const noAddress = { email: undefined, email_verified: undefined }
const userInfo = { sub: 'ann', email: 'ann@example.com', email_verified: true }

test.each([
  ['userinfo has both', noAddress, userInfo, 'ann@example.com', null],
  ['the ID token’s address is null', { email: null, email_verified: null }, userInfo, 'ann@example.com', null],
  [
    'the ID token vouches for the address of userinfo',
    { email: undefined, email_verified: true },
    { sub: 'ann', email: 'ann@example.com' },
    null,
    'email_unverified',
  ],
  [
    'the ID token vouches for an address that userinfo does not vouch for',
    { email: undefined, email_verified: true },
    { ...userInfo, email_verified: false },
    null,
    'email_unverified',
  ],
  [
    'the ID token does not vouch for an address, and userinfo does',
    { email: undefined, email_verified: false },
    userInfo,
    'ann@example.com',
    null,
  ],
  [
    'userinfo vouches for the address of the ID token',
    { email_verified: undefined },
    userInfo,
    null,
    'email_unverified',
  ],
  ['userinfo vouches for no address', noAddress, { sub: 'ann', email_verified: true }, null, 'no_email'],
] as const)('where %s, the address is one of userinfo alone', async (_, claims, answer, email, refusal) => {
  const { provider, signInOnce } = setUp({ allowed: { ...everyone, domains: ['example.com'], everyone: false } })
  Object.assign(provider, { claims, userInfo: answer })
  expect((await signInOnce()).identity).toMatchObject({ person: { email }, refusal })
})

/** The allowed groups of a person, with claims of the ID token and of userinfo. */
async function groupsOf(claims: object, answer: object) {
  const { provider, signInOnce } = setUp({ allowed: { ...everyone, groups: ['support', 'sales'] } })
  Object.assign(provider, { claims: { ...noAddress, ...claims }, userInfo: { ...userInfo, ...answer } })
  const { identity } = await signInOnce()
  return identity.kind === 'person' ? identity.person.groups : null
}

test('groups are the ID token’s where it has them, else userinfo’s', async () => {
  expect(await groupsOf({ groups: ['sales'] }, { groups: ['support'] })).toEqual(['sales'])
  expect(await groupsOf({}, { groups: ['support'] })).toEqual(['support'])
})

test('userinfo about another account is refused', async () => {
  for (const sub of ['bob', undefined]) {
    const { provider, signInOnce } = setUp()
    Object.assign(provider, { claims: noAddress, userInfo: { ...userInfo, sub } })
    const { outcome, identity } = await signInOnce()
    expect([outcome.code, identity.kind]).toEqual([expect.stringMatching(/^sign_in_invalid: OAUTH_/), 'anonymous'])
  }
})

test('the person is one of the issuer that the ID token has', async () => {
  const { identity } = await setUp().signInOnce()
  expect(identity).toMatchObject({ person: { issuer: 'https://id.test', id: 'ann' } })
})

test.each([
  ['client', { clientId: 'another' }],
  ['issuer', { issuer: 'https://id.test/' }],
  ['origin', { publicOrigin: 'https://staging.test' }],
])('a sign-in that began with another %s is not finished, with the same secret', async (_, options) => {
  const { state, cookies } = await setUp(options).begin()
  const { finish } = setUp()
  expect((await finish(state, cookieHeader(...cookies))).code).toBe('sign_in_expired')
})

test('a transaction that another host of the domain planted is not finished', async () => {
  const { asked, begin, finish } = setUp()
  const attacker = await begin()
  const transaction = cookieHeader(...attacker.cookies)
  const name = transaction.slice(0, transaction.indexOf('='))
  for (const cookie of [`\u00A0${transaction}`, `${transaction}; ${name}=`, `${transaction}; ${transaction}`])
    expect((await finish(attacker.state, cookie)).code, cookie).toBe('sign_in_expired')
  expect(asked).not.toContain('/token')
})
