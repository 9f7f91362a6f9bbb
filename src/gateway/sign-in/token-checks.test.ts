import { expect, test } from 'vitest'

import { findFlaw, flawOf, refuseWeakKey } from './token-checks.ts'
import { makeRsaKey } from './testing.ts'

const { jwk } = await makeRsaKey()
const header = { alg: 'RS256', kid: 'rsa' }

test.each(['AQ', 'AA', 'Ag', 'BA', 'AQAA', '', '%', undefined])('an RSA key with the exponent %j is too weak', (e) => {
  const { e: _, ...rest } = jwk
  expect(() => refuseWeakKey([{ ...rest, ...(e !== undefined && { e }) }], header)).toThrow('too weak')
})

test.each(['Aw', 'AAAD', 'AQAB'])('an RSA key with the exponent %j is not', (e) => {
  expect(() => refuseWeakKey([{ ...jwk, e }], header)).not.toThrow()
})

test('zeros before a modulus are no bits of it', () => {
  const short = { kty: 'RSA', kid: 'rsa', n: `AAAA${'_'.repeat(340)}`, e: 'AQAB' }
  expect(() => refuseWeakKey([short], header)).toThrow('too weak')
})

test('only a key that may be the one of the token is looked at', () => {
  const weak = { ...jwk, kid: 'weak', e: 'AQ' }
  expect(() => refuseWeakKey([weak, jwk], header)).not.toThrow()
  expect(() => refuseWeakKey([weak, jwk], { alg: 'PS256' })).toThrow('too weak')
  expect(() => refuseWeakKey([weak, jwk], { alg: 'ES256' })).not.toThrow()
})

test('finds no flaw in a token without type, party and time', () => {
  expect(findFlaw({}, {}, 'console')).toBeNull()
})

test('an error of our own code says nothing about a token', () => {
  expect(flawOf(new TypeError('fetch failed'))).toBeNull()
})
