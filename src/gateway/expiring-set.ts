/** Strings that are kept until a time of their own, and forgotten then. */
export interface ExpiringSet {
  /** @param until milliseconds since 1970. */
  add: (text: string, until: number) => void
  has: (text: string) => boolean
  /** Removes one; false when it was not there. */
  take: (text: string) => boolean
}

/**
 * @param most how many are kept; beyond that the oldest is forgotten.
 * @param now milliseconds since 1970.
 */
export function createExpiringSet(most: number, now: () => number = Date.now): ExpiringSet {
  const known = new Map<string, number>()
  const has = (text: string) => (known.get(text) ?? -Infinity) >= now()
  return {
    has,
    take: (text) => has(text) && known.delete(text),
    add: (text, until) => {
      for (const [old, end] of known) if (end < now()) known.delete(old)
      for (const old of known.keys()) if (known.size >= most) known.delete(old)
      known.set(text, until)
    },
  }
}
