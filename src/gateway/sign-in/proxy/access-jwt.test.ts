import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { longestAnswer } from '../../bounded-fetch.ts'
import { createAccessJwt } from './access-jwt.ts'
import type { Allowed } from '../person.ts'
import { notAddresses } from '../../../linq/testing.ts'
import { forgedToken, makeRsaKey, signedByShortKey } from '../testing.ts'

const issuer = 'https://team.access.test'
const audience = 'console-audience'
const header = 'cf-access-jwt-assertion'
const everyone: Allowed = { emails: [], domains: [], groups: [], everyone: false }

const makeKey = async (kid: string) => {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' } }
}
const first = await makeKey('first')
const second = await makeKey('second')

/** The proxy's current key set; null while it is unreachable. */
let served: object[] | null = [first.jwk]
let fetched = 0
/** While there is one, the key set waits for it. */
let hanging: Promise<void> | null = null
beforeEach(() => {
  served = [first.jwk]
  fetched = 0
  hanging = null
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  vi.stubGlobal('fetch', async () => {
    fetched += 1
    await hanging
    return served ? Response.json({ keys: served }) : new Response('down', { status: 503 })
  })
})

afterEach(() => {
  vi.useRealTimers()
})

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds)
const minute = 60_000

const signIn = (allowed = everyone) =>
  createAccessJwt({
    header,
    issuer,
    audience,
    keys: 'https://team.access.test/certs',
    groupsClaim: 'groups',
    allowed,
    coalesce: true,
  })

const claims = { email: 'ann@example.com' }
const sign = async (
  key: Awaited<ReturnType<typeof makeKey>>,
  { iss = issuer, aud = [audience], exp = '5 min', kid = key.kid, sub = 'ann', typ = '', more = {} } = {},
) =>
  await new SignJWT({ ...claims, ...more })
    .setProtectedHeader({ alg: 'ES256', kid, ...(typ && { typ }) })
    .setIssuer(iss)
    .setAudience(aud)
    .setExpirationTime(exp)
    .setSubject(sub)
    .sign(key.privateKey)

const now = () => Math.floor(Date.now() / 1000)

const sent = (assertion: string | null) => new Headers(assertion === null ? {} : { [header]: assertion })

test('accepts what the proxy signed', async () => {
  expect(await signIn().identify(sent(await sign(first)))).toEqual({
    kind: 'person',
    person: { issuer, id: 'ann', email: 'ann@example.com', name: null, groups: [] },
    refusal: null,
    until: null,
  })
})

test('takes it as a bearer token too', async () => {
  expect(await signIn().identify(sent(`Bearer ${await sign(first)}`))).toMatchObject({ kind: 'person' })
})

test('fetches the keys once for many requests', async () => {
  const proxy = signIn()
  for (let count = 0; count < 20; count += 1) await proxy.identify(sent(await sign(first)))
  expect(fetched).toBe(1)
})

test.each([
  ['nothing', async () => null, undefined],
  ['plain words', async () => 'ann@example.com', 'format'],
  [
    'an unsigned token',
    async () => new UnsecuredJWT({ ...claims, iss: issuer, aud: audience, sub: 'ann' }).encode(),
    'alg',
  ],
  ['another audience', async () => await sign(first, { aud: ['another'] }), 'aud'],
  ['another issuer', async () => await sign(first, { iss: 'https://evil.test' }), 'iss'],
  ['one that expired a minute ago', async () => await sign(first, { exp: '-60 s' }), 'exp'],
  [
    'one without a time at which it expires',
    async () =>
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', kid: first.kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject('ann')
        .sign(first.privateKey),
    'format',
  ],
  ['one that is valid in 61 s', async () => await sign(first, { more: { nbf: now() + 61 } }), 'nbf'],
  ['one that is issued in 61 s', async () => await sign(first, { more: { iat: now() + 61 } }), 'iat'],
  ['a time that is no number', async () => await sign(first, { more: { iat: '1' } }), 'iat'],
  ['an access token', async () => await sign(first, { typ: 'at+jwt' }), 'typ'],
  ['an access token by its full type', async () => await sign(first, { typ: 'application/AT+JWT' }), 'typ'],
  ['a logout token', async () => await sign(first, { typ: 'logout+jwt' }), 'typ'],
  ['one that was issued to another party', async () => await sign(first, { more: { azp: 'another' } }), 'azp'],
  [
    'one of several audiences that was issued to another party',
    async () => await sign(first, { aud: [audience, 'another'], more: { azp: 'another' } }),
    'azp',
  ],
  ["another's key under a known name", async () => await sign(second, { kid: 'first' }), 'signature'],
  ['an unknown key', async () => await sign(second), 'kid'],
  ['no person', async () => await sign(first, { sub: '' }), 'sub'],
  [
    'a secret that is the public key',
    async () =>
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'first' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime('5 min')
        .setSubject('ann')
        .sign(new TextEncoder().encode(JSON.stringify(first.jwk))),
    'alg',
  ],
])('identifies no person by %s, and says why', async (_, assertion, flaw) => {
  expect(await signIn().identify(sent(await assertion()))).toEqual({ kind: 'anonymous', ...(flaw && { flaw }) })
})

test.each([
  ['expired 59 s ago', { exp: '-59 s' }],
  ['is valid in 60 s', { more: { nbf: now() + 60 } }],
  ['is issued in 60 s', { more: { iat: now() + 60 } }],
  ['was issued a day ago', { more: { iat: now() - 86_400 } }],
  ['is a JWT by its type', { typ: 'JWT' }],
  ['is one by its full type', { typ: 'application/jwt' }],
  ['was issued to this audience', { more: { azp: audience } }],
  ['is for several audiences', { aud: ['another', audience] }],
])('accepts an assertion that %s', async (_, assertion) => {
  expect(await signIn().identify(sent(await sign(first, assertion)))).toMatchObject({ kind: 'person' })
})

test('a token that does not say which of two keys is its own is refused', async () => {
  served = [first.jwk, second.jwk]
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime('5 min')
    .setSubject('ann')
    .sign(first.privateKey)
  expect(await signIn().identify(sent(token))).toEqual({ kind: 'anonymous', flaw: 'kid' })
})

test('refuses a signature by an RSA key of 1024 bits, or that anyone can make', async () => {
  const payload = { ...claims, iss: issuer, aud: audience, sub: 'ann', exp: now() + 300 }
  const strong = await makeRsaKey()
  for (const { jwk, token } of [await signedByShortKey(payload), await forgedToken(payload)]) {
    served = [jwk, first.jwk]
    expect(await signIn().identify(sent(token))).toEqual({ kind: 'anonymous', flaw: 'weak_key' })
    // Another key of the same set is accepted.
    expect(await signIn().identify(sent(await sign(first)))).toMatchObject({ kind: 'person' })
  }
  served = [strong.jwk]
  expect(await signIn().identify(sent(await strong.sign(payload)))).toMatchObject({ kind: 'person' })
})

test.each([...notAddresses])('%j is no address of a proxy', async (email) => {
  const { identify } = signIn({ ...everyone, domains: ['example.com'], groups: ['support'] })
  expect(await identify(sent(await sign(first, { more: { email } })))).toMatchObject({
    person: { email: null },
    refusal: 'no_email',
  })
})

test('follows when the proxy changes its keys', async () => {
  const proxy = signIn()
  expect(await proxy.identify(sent(await sign(first)))).toMatchObject({ kind: 'person' })
  served = [second.jwk]
  pass(minute)
  expect(await proxy.identify(sent(await sign(second)))).toMatchObject({ kind: 'person' })
  expect(await proxy.identify(sent(await sign(first)))).toEqual({ kind: 'anonymous', flaw: 'kid' })
})

test('unknown keys have the keys fetched at most once a minute', async () => {
  const proxy = signIn()
  for (let count = 0; count < 60; count += 1) {
    await proxy.identify(sent(await sign(second, { kid: `unknown-${count}` })))
    pass(1000)
  }
  expect(fetched).toBe(1)
  await Promise.all(
    Array.from({ length: 20 }, async (_, count) => await proxy.identify(sent(await sign(second, { kid: `${count}` })))),
  )
  expect(fetched).toBe(2)
})

test('requests with a new key wait for the fetch that another of them began', async () => {
  const proxy = signIn()
  await proxy.identify(sent(await sign(first)))
  served = [second.jwk]
  pass(minute)
  const assertion = await sign(second)
  const identities = await Promise.all(Array.from({ length: 20 }, async () => await proxy.identify(sent(assertion))))
  expect(identities.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => 'person'))
  expect(fetched).toBe(2)
})

test('is unavailable while the key set is too large', async () => {
  served = [first.jwk, { padding: 'a'.repeat(longestAnswer) }]
  expect(await signIn().identify(sent(await sign(first)))).toEqual({ kind: 'unavailable' })
})

test('is unavailable while the keys are unreachable', async () => {
  served = null
  expect(await signIn().identify(sent(await sign(first)))).toEqual({ kind: 'unavailable' })
})

test('uses known keys for a day while they cannot be fetched, and retries once a minute', async () => {
  const proxy = signIn()
  await proxy.identify(sent(await sign(first)))
  served = null
  for (let count = 0; count < 23 * 60; count += 10) {
    pass(10 * minute)
    expect(await proxy.identify(sent(await sign(first)))).toMatchObject({ kind: 'person' })
  }
  const before = fetched
  for (let count = 0; count < 20; count += 1) await proxy.identify(sent(await sign(first)))
  expect(fetched).toBe(before)
  pass(2 * 60 * minute)
  expect(await proxy.identify(sent(await sign(first)))).toEqual({ kind: 'unavailable' })
  served = [first.jwk]
  pass(5000)
  expect(await proxy.identify(sent(await sign(first)))).toMatchObject({ kind: 'person' })
})

test('a key that was removed from the set is invalid after ten minutes', async () => {
  const proxy = signIn()
  await proxy.identify(sent(await sign(first)))
  served = [second.jwk]
  pass(4 * minute)
  expect(await proxy.identify(sent(await sign(first)))).toMatchObject({ kind: 'person' })
  pass(6 * minute)
  expect(await proxy.identify(sent(await sign(first)))).toEqual({ kind: 'anonymous', flaw: 'kid' })
})

test('an unknown key does not wait again for a key set that has failed within a minute', async () => {
  const proxy = signIn()
  await proxy.identify(sent(await sign(first)))
  pass(minute)
  served = null
  for (let count = 0; count < 20; count += 1)
    expect(await proxy.identify(sent(await sign(second)))).toEqual({ kind: 'unavailable' })
  expect(fetched).toBe(2)
  expect(await proxy.identify(sent(await sign(first)))).toMatchObject({ kind: 'person' })
  served = [first.jwk, second.jwk]
  pass(minute)
  expect(await proxy.identify(sent(await sign(second)))).toMatchObject({ kind: 'person' })
})

test('does not fetch keys again right after the first fetch failed', async () => {
  const proxy = signIn()
  served = null
  for (let count = 0; count < 20; count += 1)
    expect(await proxy.identify(sent(await sign(first)))).toEqual({ kind: 'unavailable' })
  expect(fetched).toBe(1)
})

test('only the request that fetches the keys waits for a key set that hangs', async () => {
  const proxy = signIn()
  await proxy.identify(sent(await sign(first)))
  pass(9 * minute)
  const { promise, resolve } = Promise.withResolvers<void>()
  hanging = promise
  const waiting = proxy.identify(sent(await sign(first)))
  await vi.waitFor(() => expect(fetched).toBe(2))
  expect(await proxy.identify(sent(await sign(first)))).toMatchObject({ kind: 'person' })
  resolve()
  expect(await waiting).toMatchObject({ kind: 'person' })
})

test('checks the allow lists too', async () => {
  const { identify } = signIn({ ...everyone, domains: ['elsewhere.test'] })
  expect(await identify(sent(await sign(first)))).toMatchObject({ kind: 'person', refusal: 'not_listed' })
})
