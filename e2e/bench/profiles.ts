import type { CDPSession } from '@playwright/test'

/** A machine and a network that pages are measured on. */
export interface Profile {
  name: 'slow' | 'fast'
  /** How many runs count, for each page. The faster they are the more the machine's own noise is in them. */
  runs: number
  /**
   * Milliseconds from a request's being sent in which its answer cannot begin. The browser counts what a server does
   * meanwhile into it, as no network does: so that nothing is hidden, the upstream has to take as much longer.
   */
  latency: number
  /** Makes a tab so. */
  apply: (cdp: CDPSession) => Promise<void>
}

/** What DevTools calls "Slow 4G". */
const slow4G = { latency: 562.5, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }

const slow: Profile = {
  name: 'slow',
  runs: 7,
  latency: slow4G.latency,
  apply: async (cdp) => {
    // For every request that leaves the cache, the page's own too.
    await cdp.send('Network.emulateNetworkConditions', { offline: false, ...slow4G })
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  },
}

const fast: Profile = { name: 'fast', runs: 9, latency: 0, apply: async () => {} }

export const profiles: readonly Profile[] = [slow, fast]

/**
 * Runs two things in turn, A B B A A B B A…, so that what changes on the machine meanwhile meets both alike.
 * They are told the number of the run, which is -1 for the first: it warms up, and does not count.
 * @returns what each returned in the runs that count.
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
