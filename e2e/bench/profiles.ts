import type { CDPSession } from '@playwright/test'

/** An emulated machine and network. */
export interface Profile {
  name: 'slow' | 'fast'
  /** The number of counted runs for each page: more if a run is short, since noise affects it more. */
  runs: number
  /**
   * The emulated network latency, in milliseconds. Unlike a real network, the browser lets the server's time run during this
   * latency, so the upstream's response time has to be longer by the same amount.
   */
  latency: number
  /** Applies it to a tab. */
  apply: (cdp: CDPSession) => Promise<void>
}

/** What DevTools calls "Slow 4G". */
const slow4G = { latency: 562.5, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }

const slow: Profile = {
  name: 'slow',
  runs: 7,
  latency: slow4G.latency,
  apply: async (cdp) => {
    // For every request that is not served from the cache.
    await cdp.send('Network.emulateNetworkConditions', { offline: false, ...slow4G })
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  },
}

const fast: Profile = { name: 'fast', runs: 9, latency: 0, apply: async () => {} }

export const profiles: readonly Profile[] = [slow, fast]

/**
 * Runs two functions alternately, A B B A A B B A…, so that changes on the machine affect both.
 * They get the number of the run. The first, -1, is a warm-up and not counted.
 * @returns the results of the counted runs of each.
 */
export async function inTurn<Result>(
  runs: number,
  a: (run: number) => Promise<Result>,
  b: (run: number) => Promise<Result>,
): Promise<[Result[], Result[]]> {
  const results: [Result[], Result[]] = [[], []]
  for (let run = -1; run < runs; run++) {
    const swapped = run % 2 !== 0
    const first = await (swapped ? b(run) : a(run))
    const second = await (swapped ? a(run) : b(run))
    if (run < 0) continue
    results[0].push(swapped ? second : first)
    results[1].push(swapped ? first : second)
  }
  return results
}
