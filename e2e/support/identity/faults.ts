import { decodeJwt } from 'jose'

import { type SigningKey, sign, signForeign, signHmac, unsigned } from './keys.ts'

/** The faults that the provider can have, one at a time. */
export const faults = [
  'wrong-audience',
  'wrong-issuer',
  'wrong-nonce',
  'no-nonce',
  'expired',
  'alg-none',
  'foreign-key',
  'tampered',
  'hs256',
  'token-down',
  'token-hang',
  'jwks-down',
  'discovery-wrong-issuer',
  'wrong-state',
  'foreign-azp',
  'issued-later',
  'access-token',
  'two-addresses',
  'verified-elsewhere',
  'userinfo-of-another',
] as const
export type Fault = (typeof faults)[number]

/** Another issuer. */
export const otherIssuer = 'https://elsewhere.test'

/** The ID token with a fault, signed again unless the signature is the fault. Unchanged if the fault is not in the token. */
export async function breakToken(
  token: string,
  fault: Fault | null,
  { key, secret }: { key: SigningKey; secret: string | undefined },
): Promise<string> {
  const claims = decodeJwt(token)
  const hour = 3600
  const now = Math.floor(Date.now() / 1000)
  switch (fault) {
    case 'wrong-audience':
      return await sign({ ...claims, aud: 'another-client' }, key)
    case 'wrong-issuer':
      return await sign({ ...claims, iss: otherIssuer }, key)
    case 'wrong-nonce':
      return await sign({ ...claims, nonce: 'another-nonce' }, key)
    case 'no-nonce':
      return await sign({ ...claims, nonce: undefined }, key)
    case 'expired':
      return await sign({ ...claims, iat: now - 2 * hour, exp: now - hour }, key)
    case 'foreign-azp':
      return await sign({ ...claims, azp: 'another-client' }, key)
    case 'issued-later':
      return await sign({ ...claims, iat: now + 120 }, key)
    case 'access-token':
      return await sign(claims, key, 'at+jwt')
    case 'two-addresses':
      return await sign({ ...claims, email: 'mallory@evil.test@example.com', email_verified: true }, key)
    case 'verified-elsewhere':
    case 'userinfo-of-another':
      // The address is only at the userinfo endpoint then.
      return await sign({ ...claims, email: undefined, email_verified: true }, key)
    case 'alg-none':
      return unsigned(claims)
    case 'foreign-key':
      return await signForeign(claims, key)
    case 'tampered': {
      const [header, , signature] = token.split('.')
      const payload = JSON.stringify({ ...claims, sub: 'mallory', email: 'mallory@example.com' })
      return [header, Buffer.from(payload).toString('base64url'), signature].join('.')
    }
    case 'hs256':
      return await signHmac(claims, key, secret)
    default:
      return token
  }
}
