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
 * Runs functions in turn, A B C C B A A B C…, so that changes on the machine affect all of them. They get the number of the
 * run. The first, -1, is a warm-up and not counted.
 * @returns the results of the counted runs of each.
 */
export async function inTurn<Result>(
  runs: number,
  subjects: readonly ((run: number) => Promise<Result>)[],
): Promise<Result[][]> {
  const all = subjects.map((measure) => ({ measure, results: [] as Result[] }))
  for (let run = -1; run < runs; run++)
    for (const { measure, results } of run % 2 === 0 ? all : all.toReversed()) {
      const result = await measure(run)
      if (run >= 0) results.push(result)
    }
  return all.map(({ results }) => results)
}
