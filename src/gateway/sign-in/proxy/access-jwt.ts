import { errors, jwtVerify } from 'jose'

import type { Asking } from '../../visit.ts'
import type { Identity, SignIn } from '../identity.ts'
import { type Allowed, isAllowed, readPerson } from '../person.ts'
import { createProxyKeys } from './key-set.ts'

export interface AccessJwtOptions {
  /** The header that the proxy writes, in small letters. */
  header: string
  issuer: string
  audience: string
  /** The address of the proxy's public keys. */
  keys: string
  groupsClaim: string
  allowed: Allowed
}

/** Signatures that only the holder of a private key can make: never `none`, and no secret that two share. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** How far this clock and the proxy's may differ, in seconds. */
const clockTolerance = 30

/**
 * Signing in at an identity-aware proxy in front (Cloudflare Access, Google IAP, oauth2-proxy, Pomerium): each request
 * carries a signed assertion, which is checked against the proxy's keys. Anybody can write a header, so nothing that is
 * unsigned is believed.
 */
export function createAccessJwt(options: AccessJwtOptions): SignIn {
  const { header, issuer, audience, groupsClaim, allowed } = options
  const keys = createProxyKeys(new URL(options.keys))
  const identify = async (request: Asking): Promise<Identity> => {
    const assertion = (request.headers.get(header) ?? '').replace(/^Bearer /i, '')
    if (assertion === '') return { kind: 'nobody' }
    try {
      const { payload } = await jwtVerify(assertion, keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance,
        requiredClaims: ['exp', 'sub'],
      })
      const person = readPerson(payload, { groupsClaim, allowed, emailNeedsProof: false })
      return person ? { kind: 'person', person, allowed: isAllowed(person, allowed), until: null } : { kind: 'nobody' }
    } catch (error) {
      // Either the assertion is what is wrong, or its keys could not be had.
      return error instanceof errors.JOSEError ? { kind: 'nobody' } : { kind: 'unavailable' }
    }
  }
  // The proxy itself signs people in and out.
  return { kind: 'proxy', identify, act: async () => null }
}
