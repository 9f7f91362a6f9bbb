/** Texts that are worthless from now on, in this process: each is remembered until it would be worthless anyway. */
export interface Remembered {
  /** @param until milliseconds since 1970. */
  add: (text: string, until: number) => void
  has: (text: string) => boolean
}

/**
 * @param most how many are remembered; with more the oldest is forgotten.
 * @param now milliseconds since 1970.
 */
export function createRemembered(most: number, now: () => number = Date.now): Remembered {
  const known = new Map<string, number>()
  return {
    add: (text, until) => {
      for (const [old, over] of known) if (over < now()) known.delete(old)
      for (const old of known.keys()) if (known.size >= most) known.delete(old)
      known.set(text, until)
    },
    has: (text) => known.has(text),
  }
}
