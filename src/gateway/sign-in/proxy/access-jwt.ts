import { jwtVerify } from 'jose'

import type { HeaderReader } from '../../request.ts'
import { clockTolerance } from '../clock-tolerance.ts'
import type { Identity, SignIn } from '../identity.ts'
import { type Allowed, readPerson, refusalOf } from '../person.ts'
import { createKeySet } from '../key-set.ts'
import { findFlaw, flawOf, signatureAlgorithms, type TokenFlaw } from '../token-checks.ts'

export interface AccessJwtOptions {
  /** The header that the proxy sets, in lower case. */
  header: string
  issuer: string
  audience: string
  /** The URL of the proxy's public keys. */
  keys: string
  groupsClaim: string
  allowed: Allowed
  /** Whether one request may await what another began; an edge runtime forbids it. */
  coalesce: boolean
}

/** How long known keys are used while the key set is unreachable, in milliseconds: its outage must not become ours. */
const longestMs = 24 * 60 * 60_000

/**
 * Signing in at an identity-aware proxy in front (Cloudflare Access, Google IAP, oauth2-proxy, Pomerium): each request
 * carries a signed assertion, which is checked with the proxy's keys. Anyone can send a header, so only the signature
 * counts.
 */
export function createAccessJwt(options: AccessJwtOptions): SignIn {
  const { header, issuer, audience, groupsClaim, allowed } = options
  const keys = createKeySet(new URL(options.keys), { coalesce: options.coalesce, longestMs })
  const identify = async (headers: HeaderReader): Promise<Identity> => {
    const assertion = (headers.get(header) ?? '').replace(/^Bearer /i, '')
    if (assertion === '') return { kind: 'anonymous' }
    try {
      const { payload, protectedHeader } = await jwtVerify(assertion, keys, {
        issuer,
        audience,
        algorithms: signatureAlgorithms,
        clockTolerance,
        requiredClaims: ['exp', 'sub'],
      })
      const flaw = findFlaw(protectedHeader, payload, audience)
      if (flaw) return refused(flaw)
      const person = readPerson(payload, { issuer, groupsClaim, allowed, emailNeedsProof: false })
      return person ? { kind: 'person', person, refusal: refusalOf(person, allowed), until: null } : refused('sub')
    } catch (error) {
      const flaw = flawOf(error)
      return flaw ? refused(flaw) : { kind: 'unavailable' }
    }
  }
  // People sign in and out at the proxy.
  return { kind: 'proxy', identify, act: async () => null }
}

const refused = (flaw: TokenFlaw): Identity => ({ kind: 'anonymous', flaw })
