import { deriveKey } from '../sign-in/session/encrypted-token.ts'

/** HMAC-SHA-256 as 64 hex digits. Without the key, a guess cannot be checked. */
export type KeyedHash = (text: string) => Promise<string>

/** Makes a hash with a key that is derived from a secret. */
export function createKeyedHash(secret: string): KeyedHash {
  const utf8 = new TextEncoder()
  let key: CryptoKey | undefined
  return async (text) => {
    // Kept once resolved, not as a promise: an edge runtime may not await what another request began.
    key ??= await crypto.subtle.importKey(
      'raw',
      await deriveKey(secret, 'chat-console handle'),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(text)))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
}
