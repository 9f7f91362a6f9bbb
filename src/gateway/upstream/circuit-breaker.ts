import type { ApiVersion } from '../../linq/chat-id.ts'

/** When the circuit opens: after so many failures in a row, about so many subjects; and for how long, in milliseconds. */
export const breakerLimits = { failures: 8, subjects: 3, openMs: 5000 }

/** How long unanswered calls count against the upstream, in milliseconds. */
const unreachableMs = 30_000

/**
 * What one call says about the upstream: `healthy` for any reply below 500, `failing` for 5xx, `unreachable` for no reply
 * at all, `unknown` for a call that was cancelled.
 */
export type UpstreamHealth = 'healthy' | 'failing' | 'unreachable' | 'unknown'

export interface CircuitBreaker {
  /** Milliseconds until the next call is allowed; 0 allows one, whose result has to be given to {@link CircuitBreaker.record}. */
  wait: () => number
  /** @param subject what was asked for: a chat ID, or the hash of a handle. */
  record: (subject: string, health: UpstreamHealth) => void
  /**
   * False while the circuit is open, and for 30 s after calls about {@link breakerLimits.subjects} subjects in a row got
   * no reply. One without a reply says nothing about the others.
   */
  isReachable: () => boolean
}

/**
 * Stops calling an upstream that fails repeatedly: people get the failure at once instead of after the timeout, and the
 * upstream can recover. After {@link breakerLimits.openMs} one call at a time probes it. Failures about a single subject
 * do not count, since it may be the cause.
 * @param leaseMs milliseconds after which another call may probe it, if the last one has no result: a runtime may drop a call.
 * @param now milliseconds of a monotonic clock.
 */
export function createCircuitBreaker(leaseMs: number, now: () => number = () => performance.now()): CircuitBreaker {
  let failures = 0
  const failing = new Set<string>()
  let openUntil = 0
  let probingUntil = -Infinity
  const unreachable = new Set<string>()
  let unreachableAt = -Infinity
  const isOpen = () => failures >= breakerLimits.failures && failing.size >= breakerLimits.subjects
  return {
    wait: () => {
      if (!isOpen()) return 0
      const left = openUntil - now()
      if (left > 0 || now() < probingUntil) return Math.max(left, 1000)
      probingUntil = now() + leaseMs
      return 0
    },
    record: (subject, health) => {
      probingUntil = -Infinity
      if (health === 'unknown') return
      if (health === 'unreachable') {
        if (now() - unreachableAt > unreachableMs) unreachable.clear()
        if (unreachable.size < breakerLimits.subjects) unreachable.add(subject)
        unreachableAt = now()
      } else if (unreachable.size > 0) unreachable.clear()
      if (health === 'healthy') {
        failures = 0
        if (failing.size > 0) failing.clear()
        return
      }
      failures += 1
      if (failing.size < breakerLimits.subjects) failing.add(subject)
      if (isOpen()) openUntil = now() + breakerLimits.openMs
    },
    isReachable: () =>
      !(isOpen() && now() < openUntil) &&
      (unreachable.size < breakerLimits.subjects || now() - unreachableAt > unreachableMs),
  }
}

/** A circuit for each version of the API, so that an outage of one does not stop lookups in the other. */
export type CircuitBreakers = Readonly<Record<ApiVersion, CircuitBreaker>>

/** Makes a circuit for each version of the API. */
export const createCircuitBreakers = (leaseMs: number): CircuitBreakers => ({
  v2: createCircuitBreaker(leaseMs),
  v3: createCircuitBreaker(leaseMs),
})

const alwaysClosed: CircuitBreaker = { wait: () => 0, record: () => {}, isReachable: () => true }

/** Circuits that never open, for an upstream whose failures are intended: the sandbox. */
export const neverOpen: CircuitBreakers = { v2: alwaysClosed, v3: alwaysClosed }
