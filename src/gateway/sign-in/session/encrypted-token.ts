import { base64url, EncryptJWT, jwtDecrypt } from 'jose'

/** Puts contents into a text that nobody else can read, change or make, and takes them out again. */
export interface Sealer {
  /** @param seconds how long it can be opened. */
  seal: (content: Record<string, unknown>, seconds: number) => Promise<string>
  /** @returns null for anything that is not ours, was changed, or is too old. */
  open: (sealed: string) => Promise<Record<string, unknown> | null>
}

/**
 * Makes a sealer: encrypted JWTs (A256GCM), so that any process with the same secrets can open them and no browser can.
 * @param secrets the first one seals, each one opens.
 * @param purpose what is sealed for one purpose does not open for another.
 */
export function createSealer(secrets: readonly string[], purpose: string): Sealer {
  let keys: Uint8Array[] | undefined
  // Kept only once it is there: an edge runtime may not wait for what another request began.
  const ready = async () => (keys ??= await Promise.all(secrets.map((secret) => keyFrom(secret, purpose))))
  return {
    seal: async (content, seconds) => {
      const [key] = await ready()
      if (!key) throw new Error('There is no secret to seal with')
      return await new EncryptJWT({ content })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
        .encrypt(key)
    },
    open: async (sealed) => {
      for (const key of await ready())
        try {
          const { payload } = await jwtDecrypt(sealed, key, {
            keyManagementAlgorithms: ['dir'],
            contentEncryptionAlgorithms: ['A256GCM'],
            requiredClaims: ['exp'],
          })
          const { content } = payload
          return typeof content === 'object' && content !== null ? Object.fromEntries(Object.entries(content)) : null
        } catch {
          // Another secret may open it; and what none opens is not ours.
        }
      return null
    },
  }
}

async function keyFrom(secret: string, purpose: string): Promise<Uint8Array> {
  const utf8 = new TextEncoder()
  const material = await crypto.subtle.importKey('raw', utf8.encode(secret), 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8.encode(`chat-console ${purpose}`) }
  return new Uint8Array(await crypto.subtle.deriveBits(how, material, 256))
}

/** A text nobody can guess, of 32 random bytes. */
export const randomText = (): string => base64url.encode(crypto.getRandomValues(new Uint8Array(32)))
