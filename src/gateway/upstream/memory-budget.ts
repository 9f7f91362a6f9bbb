/**
 * How many bytes of response bodies may be in memory while they are received: `each` call has that much of its own, and
 * beyond it all calls share `together`, eight of the largest bodies. With 64 calls that is 144 MiB at the most.
 */
const budget = { each: 256 * 1024, together: 128 * 1024 * 1024 }

/** The memory that one response body takes while it is received. */
export interface Reservation {
  /** Extends it to a body of `length` bytes so far; false when the budget is used up. */
  grow: (length: number) => boolean
  release: () => void
}

/**
 * Bounds the memory of large bodies in transit. It refuses instead of waiting: calls that hold half a body each and wait
 * for each other's memory would never finish.
 * @param leaseMs milliseconds after which memory that was not released is free again: a runtime may drop a call.
 * @param limits for tests.
 * @param now milliseconds of a monotonic clock.
 */
export function createMemoryBudget(
  leaseMs: number,
  { each, together } = budget,
  now: () => number = () => performance.now(),
): () => Reservation {
  const reservations = new Set<{ bytes: number; until: number }>()
  let taken = 0
  return () => {
    const own = { bytes: 0, until: Infinity }
    const drop = (reservation: typeof own) => {
      if (!reservations.delete(reservation)) return
      taken -= reservation.bytes
      reservation.bytes = 0
    }
    return {
      grow: (length) => {
        const more = Math.max(0, length - each) - own.bytes
        if (more <= 0) return true
        if (taken + more > together) for (const one of reservations) if (one !== own && one.until <= now()) drop(one)
        if (taken + more > together) return false
        if (own.bytes === 0) own.until = now() + leaseMs
        reservations.add(own)
        own.bytes += more
        taken += more
        return true
      },
      release: () => drop(own),
    }
  }
}
