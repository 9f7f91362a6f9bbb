import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'

import { boundedFetch } from '../../bounded-fetch.ts'

/** How keys are kept, in milliseconds. */
const keyTimes = {
  /** How long the key set may take to reply. */
  timeout: 5000,
  /** When known keys are fetched again: a key that was removed must be invalid after ten minutes. */
  fresh: 5 * 60_000,
  /** How long known keys are used while the key set is unreachable: its outage must not become ours. */
  longest: 24 * 60 * 60_000,
  /** How often one request retries meanwhile. */
  retry: 60_000,
  /** How soon after a fetch, or a failure, an unknown key id causes the next one. */
  pause: 5000,
}

/** The key set is unreachable, so the assertion cannot be checked. */
class KeysUnreachable extends Error {
  override name = 'KeysUnreachable'
}

/** Finds a key in the proxy's key set, which is fetched when needed. */
export function createKeySet(url: URL): JWTVerifyGetKey {
  // With these times, jose fetches only when `reload` is called.
  const times = { timeoutDuration: keyTimes.timeout, cacheMaxAge: Infinity, cooldownDuration: Infinity }
  const keys = createRemoteJWKSet(url, { ...times, [customFetch]: boundedFetch })
  let [fetched, tried, failed] = [-Infinity, -Infinity, -Infinity]

  const fetchKeys = async () => {
    if (Date.now() - failed < keyTimes.pause) throw new KeysUnreachable('It did not answer a moment ago')
    tried = Date.now()
    try {
      await keys.reload()
      fetched = Date.now()
    } catch (cause) {
      failed = Date.now()
      throw new KeysUnreachable('The key set cannot be fetched', { cause })
    }
  }
  const refresh = async () => {
    const age = Date.now() - fetched
    if (age >= keyTimes.longest) await fetchKeys()
    // Other requests go on with the known keys while one retries.
    else if (age >= keyTimes.fresh && Date.now() - tried >= keyTimes.retry) await fetchKeys().catch(() => {})
  }

  return async (header, token) => {
    await refresh()
    try {
      return await keys(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || Date.now() - fetched < keyTimes.pause) throw error
      await fetchKeys()
      return await keys(header, token)
    }
  }
}
