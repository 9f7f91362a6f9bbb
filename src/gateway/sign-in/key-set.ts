import { createRemoteJWKSet, customFetch, errors, type JWK, type JWTVerifyGetKey } from 'jose'

import { boundedFetch } from '../bounded-fetch.ts'
import { refuseWeakKey } from './token-checks.ts'

/** How keys are kept, in milliseconds. */
const keyTimes = {
  /** How long the key set may take to reply. */
  timeout: 5000,
  /** When known keys are fetched again: a key that was removed must be invalid after ten minutes. */
  fresh: 5 * 60_000,
  /** How often one request retries meanwhile. */
  retry: 60_000,
  /** How soon after a fetch an unknown key id causes the next one: anyone can send one. */
  unknown: 60_000,
  /** How soon after a failure keys that are needed are fetched again. */
  pause: 5000,
}

/** The key set is unreachable, so the token cannot be checked. */
export class KeysUnreachable extends Error {
  override name = 'KeysUnreachable'
}

export interface KeySetOptions {
  /** Whether one request may await a fetch that another began. */
  coalesce: boolean
  /** How long known keys are used while the key set is unreachable, in milliseconds. */
  longestMs: number
}

/** Finds a key in an issuer's key set, which is fetched when needed. */
export function createKeySet(url: URL, { coalesce, longestMs }: KeySetOptions): JWTVerifyGetKey {
  // With these times, jose fetches only when `reload` is called.
  const times = { timeoutDuration: keyTimes.timeout, cacheMaxAge: Infinity, cooldownDuration: Infinity }
  const keys = createRemoteJWKSet(url, { ...times, [customFetch]: boundedFetch })
  let known: readonly JWK[] = []
  let [fetched, tried, failed] = [-Infinity, -Infinity, -Infinity]

  const fetchKeys = async () => {
    if (Date.now() - failed < keyTimes.pause) throw new KeysUnreachable('It did not answer a moment ago')
    tried = Date.now()
    try {
      await keys.reload()
      known = keys.jwks()?.keys ?? []
      fetched = Date.now()
    } catch (cause) {
      failed = Date.now()
      throw new KeysUnreachable('The key set cannot be fetched', { cause })
    }
  }
  const refresh = async () => {
    const age = Date.now() - fetched
    if (age >= longestMs) await fetchKeys()
    // Other requests go on with the known keys while one retries.
    else if (age >= keyTimes.fresh && Date.now() - tried >= keyTimes.retry) await fetchKeys().catch(() => {})
  }

  const find: JWTVerifyGetKey = async (header, token) => {
    refuseWeakKey(known, header)
    return await keys(header, token)
  }

  return async (header, token) => {
    await refresh()
    try {
      return await find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      if ((coalesce && keys.reloading) || Date.now() - tried >= keyTimes.unknown) {
        await fetchKeys()
        return await find(header, token)
      }
      // The key may be one that the last fetch would have found.
      throw failed > fetched ? new KeysUnreachable('It did not answer a moment ago') : error
    }
  }
}
