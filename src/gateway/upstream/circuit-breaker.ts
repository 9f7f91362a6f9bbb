import type { ChatId } from '../../linq/chat-id.ts'

/** How the upstream is cut off: after so many failures in a row, about so many chats, for so long (milliseconds). */
export const breakerLimits = { failures: 8, chats: 3, openMs: 5000 }

/** How long calls without any reply say that the upstream is out of reach, in milliseconds. */
const lately = 30_000

export interface Breaker {
  /** Milliseconds until the upstream is asked again; 0 when it may be asked now. Then {@link Breaker.record} has to follow. */
  wait: () => number
  /** Tells how a call ended: `fine` for any reply that shows Linq alive, `broken` for 5xx, `silent` for no reply at all, `unknown` for one that was cancelled. */
  record: (id: ChatId, outcome: 'fine' | 'broken' | 'silent' | 'unknown') => void
  /**
   * Whether the upstream was reached lately: false while it is left alone, and for half a minute after it gave no reply at
   * all about {@link breakerLimits.chats} chats in a row. One chat that hangs says nothing of the others.
   */
  isReachable: () => boolean
}

/**
 * Stops asking an upstream that fails again and again, so that people hear at once what they would hear after ten
 * seconds, and so that it can recover. One call tries after {@link breakerLimits.openMs}. Failures about one chat alone
 * do not count: that chat may be what is wrong.
 * @param now milliseconds on a clock that never goes back.
 */
export function createBreaker(now: () => number = () => performance.now(), limits = breakerLimits): Breaker {
  let failures = 0
  const failing = new Set<ChatId>()
  let openUntil = 0
  let trying = false
  const silent = new Set<ChatId>()
  let silentAt = -Infinity
  const isOpen = () => failures >= limits.failures && failing.size >= limits.chats
  return {
    wait: () => {
      if (!isOpen()) return 0
      const left = openUntil - now()
      // One call at a time finds out whether it is over.
      if (left > 0 || trying) return Math.max(left, 1000)
      trying = true
      return 0
    },
    record: (id, outcome) => {
      trying = false
      if (outcome === 'unknown') return
      if (outcome === 'silent') {
        if (now() - silentAt > lately) silent.clear()
        if (silent.size < limits.chats) silent.add(id)
        silentAt = now()
      } else silent.clear()
      if (outcome === 'fine') {
        failures = 0
        failing.clear()
        return
      }
      failures += 1
      if (failing.size < limits.chats) failing.add(id)
      if (isOpen()) openUntil = now() + limits.openMs
    },
    isReachable: () => !(isOpen() && now() < openUntil) && (silent.size < limits.chats || now() - silentAt > lately),
  }
}
