import type { Signal } from '../cancellation.ts'

/** How many upstream calls run at a time, and how many more may wait for one to end. */
export const slotLimits = { running: 64, waiting: 400 }

/** Why there is no slot. */
type NoSlot = 'full' | 'waited-too-long' | 'left'

export interface Slots {
  /** Waits for a slot; to be given back by calling what comes. */
  take: (signal: Signal, longest: number) => Promise<(() => void) | NoSlot>
  /** How many are taken, and how many wait for one. */
  counts: () => { running: number; waiting: number }
}

/**
 * Bounds the calls to the upstream: a bad day there must not pile up work here.
 * @param limits for tests.
 */
export function createSlots({ running: most, waiting: mostWaiting } = slotLimits): Slots {
  let running = 0
  const waiting = new Set<() => void>()
  const release = () => {
    const next = waiting.values().next().value
    if (next) next()
    else running -= 1
  }
  /** A slot is given back once, however often it is said. */
  const once = () => {
    let given = false
    return () => {
      if (given) return
      given = true
      release()
    }
  }
  return {
    counts: () => ({ running, waiting: waiting.size }),
    take: async (signal, longest) => {
      if (signal.aborted) return 'left'
      if (running < most) {
        running += 1
        return once()
      }
      if (waiting.size >= mostWaiting) return 'full'
      return await new Promise((resolve) => {
        const end = (outcome: (() => void) | NoSlot) => {
          waiting.delete(mine)
          clearTimeout(timer)
          signal.removeEventListener('abort', leave)
          resolve(outcome)
        }
        const mine = () => end(once())
        const leave = () => end('left')
        const timer = setTimeout(() => end('waited-too-long'), longest)
        signal.addEventListener('abort', leave)
        waiting.add(mine)
      })
    },
  }
}
