import type { CancelSignal } from '../cancellation.ts'

/** How many upstream calls run at a time, and how many more may wait for one to end. */
export const upstreamConcurrency = { running: 64, waiting: 400 }

/** Gives a slot back; calling it again does nothing. */
type Release = () => void

type NoSlot = 'full' | 'waited-too-long' | 'left'

export interface ConcurrencyLimit {
  /** Takes a free slot; null when there is none. */
  tryAcquire: () => Release | null
  /** Waits for a slot, in the order of arrival, at most `longest` milliseconds. */
  acquire: (signal: CancelSignal, longest: number) => Promise<Release | NoSlot>
  /** How many slots are taken, and how many callers wait for one. */
  counts: () => { running: number; waiting: number }
}

interface Limits {
  running: number
  waiting: number
  /**
   * Milliseconds after which a slot that was not given back is free again: an edge runtime may drop a request without
   * running its `finally`. For the same reason a caller waits no longer than it said.
   */
  leaseMs: number
}

/**
 * Limits how much of one kind of work runs at a time.
 * @param now milliseconds of a monotonic clock.
 */
export function createConcurrencyLimit(
  { running: maxRunning, waiting: maxWaiting, leaseMs }: Limits,
  now: () => number = () => performance.now(),
): ConcurrencyLimit {
  /** In the order in which they were taken. */
  const running = new Set<{ until: number }>()
  const waiting = new Set<{ until: number; admit: () => void }>()
  const take = (): Release => {
    const slot = { until: now() + leaseMs }
    running.add(slot)
    return () => {
      if (running.delete(slot)) admitWaiting()
    }
  }
  const admitWaiting = () => {
    for (const caller of waiting) {
      if (running.size >= maxRunning) return
      caller.admit()
    }
  }
  const dropExpired = () => {
    for (const slot of running) if (slot.until <= now()) running.delete(slot)
    for (const caller of waiting) if (caller.until <= now()) waiting.delete(caller)
    admitWaiting()
  }
  const tryAcquire = () => {
    if (running.size >= maxRunning) dropExpired()
    return running.size < maxRunning ? take() : null
  }
  return {
    tryAcquire,
    counts: () => ({ running: running.size, waiting: waiting.size }),
    acquire: async (signal, longest) => {
      if (signal.aborted) return 'left'
      const release = tryAcquire()
      if (release) return release
      if (waiting.size >= maxWaiting) return 'full'
      return await new Promise((resolve) => {
        const end = (outcome: Release | NoSlot) => {
          waiting.delete(caller)
          clearTimeout(timer)
          signal.removeEventListener('abort', leave)
          resolve(outcome)
        }
        const caller = { until: now() + longest, admit: () => end(take()) }
        const leave = () => end('left')
        const timer = setTimeout(() => end('waited-too-long'), longest)
        signal.addEventListener('abort', leave)
        waiting.add(caller)
      })
    },
  }
}
