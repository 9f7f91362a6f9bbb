import { base64url, errors, type JWK, type JWTHeaderParameters } from 'jose'

import { clockTolerance } from './clock-tolerance.ts'

/** Why an ID token or an assertion is refused: the claim or header parameter, its key or its form. A code for the log. */
export type TokenFlaw = (typeof flaws)[number]
const flaws = [
  'alg',
  'aud',
  'azp',
  'exp',
  'format',
  'iat',
  'iss',
  'kid',
  'nbf',
  'nonce',
  'signature',
  'sub',
  'typ',
  'weak_key',
] as const

/** Whether a text is the code of a flaw. */
export const isTokenFlaw = (text: unknown): text is TokenFlaw => flaws.some((flaw) => flaw === text)

/** Signatures that only the holder of a private key can make: never `none`, and no shared secret. */
export const signatureAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]

/**
 * Finds what libraries leave unchecked in a token whose signature, issuer, audience, `exp` and `nbf` are valid.
 * @param audience the party that the token must be issued to: this console's client ID, or the proxy's audience.
 * @returns null for a token without a flaw.
 */
export function findFlaw(
  { typ }: Pick<JWTHeaderParameters, 'typ'>,
  { azp, iat }: { azp?: unknown; iat?: number | undefined },
  audience: string,
): TokenFlaw | null {
  // Access tokens (at+jwt, RFC 9068) and logout tokens (logout+jwt) may have the same issuer, audience and keys.
  if (typ !== undefined && !(typeof typ === 'string' && /^(?:application\/)?jwt$/i.test(typ))) return 'typ'
  // The party that the token was issued to, which is another one where an audience is shared (OpenID Connect Core, 2).
  if (azp !== undefined && azp !== audience) return 'azp'
  if (iat !== undefined && iat > Date.now() / 1000 + clockTolerance) return 'iat'
  return null
}

/** An RSA key whose signatures others can make: of fewer than 2048 bits, or with an exponent of 1 or an even one. */
class WeakKeyError extends Error {
  override name = 'WeakKeyError'
}

/**
 * Refuses a token whose key is too weak. Libraries check the length of a key, but not its exponent.
 * @param header the token's; without a key id any RSA key may be the token's.
 * @throws {WeakKeyError}
 */
export function refuseWeakKey(keys: readonly JWK[], { alg = '', kid }: { alg?: string; kid?: string }): void {
  if (/^[RP]S/.test(alg) && keys.some((key) => (kid === undefined || key.kid === kid) && isWeak(key)))
    throw new WeakKeyError('An RSA key is too weak')
}

const minModulusBits = 2048

function isWeak({ kty, n, e }: JWK): boolean {
  if (kty !== 'RSA') return false
  const exponent = toInteger(e)
  return toInteger(n).toString(2).length < minModulusBits || exponent < 3n || exponent % 2n === 0n
}

/** The integer of a JWK's parameter; 0 for anything else. */
function toInteger(text: unknown): bigint {
  try {
    const bytes = base64url.decode(String(text))
    return BigInt(`0x0${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
  } catch {
    return 0n
  }
}

/** The flaw that an error of jose stands for; null for an error that says nothing about the token. */
export function flawOf(error: unknown): TokenFlaw | null {
  if (error instanceof WeakKeyError) return 'weak_key'
  if (!(error instanceof errors.JOSEError)) return null
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
    return error.reason !== 'missing' && isTokenFlaw(error.claim) ? error.claim : 'format'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature'
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'kid'
  return error instanceof errors.JOSEAlgNotAllowed ? 'alg' : 'format'
}
