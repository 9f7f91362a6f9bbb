import { randomUUID } from 'node:crypto'

import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose'

/** A key pair that signs tokens. */
export interface SigningKey {
  kid: string
  alg: 'RS256' | 'ES256'
  publicKey: CryptoKey
  privateKey: CryptoKey
}

/** A new key pair with a new key ID, so that no cache confuses it with one of an earlier process. */
export async function makeKey(alg: SigningKey['alg'], kid: string = randomUUID()): Promise<SigningKey> {
  return { kid, alg, ...(await generateKeyPair(alg, { extractable: true })) }
}

/** A public key as in a key set. */
export async function asJwk({ kid, alg, publicKey }: SigningKey): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' }
}

/** Signs claims unchanged. */
export async function sign(claims: JWTPayload, { kid, alg, privateKey }: SigningKey, typ = 'JWT'): Promise<string> {
  return await new SignJWT(claims).setProtectedHeader({ alg, kid, typ }).sign(privateKey)
}

/** Signs with another key that has the same key ID and is in no key set. */
export async function signForeign(claims: JWTPayload, { kid, alg }: SigningKey): Promise<string> {
  return await sign(claims, await makeKey(alg, kid))
}

/** Signs with a shared secret; without one with the text of the public key, which an attacker knows. */
export async function signHmac(claims: JWTPayload, { kid, publicKey }: SigningKey, secret?: string): Promise<string> {
  const key = new TextEncoder().encode(secret ?? (await exportSPKI(publicKey)))
  return await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid, typ: 'JWT' }).sign(key)
}

/** A token with `alg: none` and no signature. */
export function unsigned(claims: JWTPayload): string {
  return new UnsecuredJWT(claims).encode()
}
