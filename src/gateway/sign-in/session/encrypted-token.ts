import { base64url, EncryptJWT, jwtDecrypt } from 'jose'

import { clockTolerance } from '../clock-tolerance.ts'

/** Encrypts contents into tokens that others can neither read nor change nor make, and decrypts them. */
export interface TokenCipher<Content> {
  /** @param seconds how long the token is valid. */
  encrypt: (content: Content, seconds: number) => Promise<string>
  /** @returns an empty object for a token that is not ours, was changed, or has expired. An older build's may lack fields. */
  decrypt: (token: string) => Promise<Partial<Content>>
}

/** What the keys of tokens are made of. */
export interface TokenKeys {
  /** The first one encrypts, each one decrypts. */
  secrets: readonly string[]
  /**
   * Where the tokens are valid. Another context has other keys with the same secret, so that a staging console makes no
   * sessions of this one.
   */
  context: readonly string[]
}

/**
 * Makes a cipher for encrypted JWTs (A256GCM), so that any process with the same secrets and context can decrypt them and no
 * browser can.
 * @param purpose a token made for one purpose is not valid for another. A field that gets another type needs a new purpose.
 */
export function createTokenCipher<Content extends object>(
  { secrets, context }: TokenKeys,
  purpose: string,
): TokenCipher<Content> {
  // JSON keeps the parts apart: no other list is the same text.
  const use = JSON.stringify(['chat-console', purpose, ...context])
  let keys: Uint8Array[] | undefined
  // Kept once resolved, not as a promise: an edge runtime may not await what another request began.
  const derivedKeys = async () => (keys ??= await Promise.all(secrets.map((secret) => deriveKey(secret, use))))
  return {
    encrypt: async (content, seconds) => {
      const [key] = await derivedKeys()
      if (!key) throw new Error('There is no secret to encrypt with')
      return await new EncryptJWT({ content })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
        .encrypt(key)
    },
    decrypt: async (token) => {
      for (const key of await derivedKeys())
        try {
          const { payload } = await jwtDecrypt<{ content: Partial<Content> }>(token, key, {
            keyManagementAlgorithms: ['dir'],
            contentEncryptionAlgorithms: ['A256GCM'],
            requiredClaims: ['exp', 'iat'],
          })
          // Made before this clock was set back: it would be valid for longer than it was made for.
          if (payload.iat === undefined || payload.iat > Date.now() / 1000 + clockTolerance) return {}
          return payload.content
        } catch {
          // Another secret may decrypt it; a token that none decrypts is not ours.
        }
      return {}
    },
  }
}

/** Derives a key of 256 bits from a secret (HKDF-SHA-256). @param use another use has another key. */
export async function deriveKey(secret: string, use: string): Promise<Uint8Array<ArrayBuffer>> {
  const utf8 = new TextEncoder()
  const material = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, ['deriveBits'])
  // Hashed, since runtimes limit the length of `info`, Node to 1,024 bytes.
  const info = await crypto.subtle.digest('SHA-256', utf8.encode(use))
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return new Uint8Array(await crypto.subtle.deriveBits(how, material, 256))
}

/** 32 random bytes as base64url. */
export const randomText = (): string => base64url.encode(crypto.getRandomValues(new Uint8Array(32)))
