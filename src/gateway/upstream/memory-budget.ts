/**
 * How many bytes of answers may be on their way in: `each` is every call's own, whatever the others do; beyond that all
 * calls have `together` between them, eight of the largest answers. With 64 calls that is 144 MiB at the most.
 */
const roomLimits = { each: 256 * 1024, together: 128 * 1024 * 1024 }

/** The room that one answer takes while it comes in. */
export interface Seat {
  /** To be told how long the answer is by now; false when there is no room for that. */
  grow: (length: number) => boolean
  /** Gives back what was taken. */
  leave: () => void
}

/**
 * Bounds what large answers hold of the memory while they come in. It refuses and does not wait: calls that have half an
 * answer each and wait for each other's room would never end.
 * @param limits for tests.
 */
export function createRoom({ each, together } = roomLimits): () => Seat {
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
      leave: () => {
        taken -= held
        held = 0
      },
    }
  }
}
