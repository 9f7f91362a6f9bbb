import { errors, jwtVerify } from 'jose'

import type { HeaderReader } from '../../request.ts'
import type { Identity, SignIn } from '../identity.ts'
import { type Allowed, readPerson, refusalOf } from '../person.ts'
import { createKeySet } from './key-set.ts'

export interface AccessJwtOptions {
  /** The header that the proxy sets, in lower case. */
  header: string
  issuer: string
  audience: string
  /** The URL of the proxy's public keys. */
  keys: string
  groupsClaim: string
  allowed: Allowed
}

/** Signatures that only the holder of a private key can make: never `none`, and no shared secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** How far this clock and the proxy's may differ, in seconds. */
const clockTolerance = 30

/**
 * Signing in at an identity-aware proxy in front (Cloudflare Access, Google IAP, oauth2-proxy, Pomerium): each request
 * carries a signed assertion, which is checked with the proxy's keys. Anyone can send a header, so only the signature
 * counts.
 */
export function createAccessJwt(options: AccessJwtOptions): SignIn {
  const { header, issuer, audience, groupsClaim, allowed } = options
  const keys = createKeySet(new URL(options.keys))
  const identify = async (headers: HeaderReader): Promise<Identity> => {
    const assertion = (headers.get(header) ?? '').replace(/^Bearer /i, '')
    if (assertion === '') return { kind: 'anonymous' }
    try {
      const { payload } = await jwtVerify(assertion, keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance,
        requiredClaims: ['exp', 'sub'],
      })
      const person = readPerson(payload, { issuer, groupsClaim, allowed, emailNeedsProof: false })
      return person
        ? { kind: 'person', person, refusal: refusalOf(person, allowed), until: null }
        : { kind: 'anonymous' }
    } catch (error) {
      // Either the assertion is invalid, or its keys are unreachable.
      return error instanceof errors.JOSEError ? { kind: 'anonymous' } : { kind: 'unavailable' }
    }
  }
  // People sign in and out at the proxy.
  return { kind: 'proxy', identify, act: async () => null }
}
