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
 * @param limits for tests.
 */
export function createMemoryBudget({ each, together } = budget): () => Reservation {
  let taken = 0
  return () => {
    let held = 0
    return {
      grow: (length) => {
        const more = Math.max(0, length - each) - held
        if (more <= 0) return true
        if (taken + more > together) return false
        taken += more
        held += more
        return true
      },
      release: () => {
        taken -= held
        held = 0
      },
    }
  }
}
