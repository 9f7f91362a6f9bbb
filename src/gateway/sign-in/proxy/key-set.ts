import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'

/** How keys are kept, in milliseconds. */
const keyTimes = {
  /** How long the key set may take to answer. */
  answer: 5000,
  /** When known keys are asked for anew: one that was taken out must be worth nothing after ten minutes. */
  fresh: 5 * 60_000,
  /** How long they do while the key set cannot be had: its outage must not become ours. */
  longest: 24 * 60 * 60_000,
  /** How often that is tried meanwhile, by one request. */
  retry: 60_000,
  /** How soon after an answer, or after none, an unknown key's id may have the set fetched. */
  pause: 5000,
}

/** The key set cannot be had now, so it is nobody's fault who asks. */
class KeysUnreachable extends Error {
  override name = 'KeysUnreachable'
}

/** Finds a key in the proxy's key set, which is fetched when that is needed. */
export function createProxyKeys(url: URL): JWTVerifyGetKey {
  // When to fetch is decided here alone.
  const times = { timeoutDuration: keyTimes.answer, cacheMaxAge: Infinity, cooldownDuration: Infinity }
  const keys = createRemoteJWKSet(url, times)
  let [fetched, tried, failed] = [-Infinity, -Infinity, -Infinity]

  const fetchKeys = async () => {
    if (Date.now() - failed < keyTimes.pause) throw new KeysUnreachable('It did not answer a moment ago')
    tried = Date.now()
    try {
      await keys.reload()
      fetched = Date.now()
    } catch (cause) {
      failed = Date.now()
      throw new KeysUnreachable('The key set cannot be had', { cause })
    }
  }
  const freshen = async () => {
    const age = Date.now() - fetched
    if (age >= keyTimes.longest) await fetchKeys()
    // Who finds that somebody tries already goes on with the known keys.
    else if (age >= keyTimes.fresh && Date.now() - tried >= keyTimes.retry) await fetchKeys().catch(() => {})
  }

  return async (header, token) => {
    await freshen()
    try {
      return await keys(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || Date.now() - fetched < keyTimes.pause) throw error
      await fetchKeys()
      return await keys(header, token)
    }
  }
}
