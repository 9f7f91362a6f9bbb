import { setTimeout as sleep } from 'node:timers/promises'

import type { CDPSession } from '@playwright/test'

interface Asked {
  at: number
  cached: boolean
  finished: number
  bytes: number
  /** What has come so far, of a request that is not finished. */
  pieces: { at: number; bytes: number }[]
}

const isUnderWay = ({ finished }: Asked) => finished === Infinity

/** What has gone over a tab's network. */
export interface Traffic {
  /** Requests that left the cache, and the bytes that came, in the first milliseconds after the tab's first request. */
  until: (milliseconds: number) => { requests: number; bytes: number }
  /** Resolves once nothing has been under way for `still` milliseconds, or at the latest after `within`. */
  quiet: (still: number, within: number) => Promise<void>
}

/** Follows what a tab asks its servers, from now on. */
export async function followTraffic(cdp: CDPSession): Promise<Traffic> {
  const asked = new Map<string, Asked>()
  let changed = performance.now()
  cdp.on('Network.requestWillBeSent', ({ requestId, timestamp, request }) => {
    if (!request.url.startsWith('http')) return
    changed = performance.now()
    asked.set(requestId, { at: timestamp, cached: false, finished: Infinity, bytes: 0, pieces: [] })
  })
  const change = (requestId: string, apply: (one: Asked) => void) => {
    const one = asked.get(requestId)
    if (!one) return
    changed = performance.now()
    apply(one)
  }
  cdp.on('Network.requestServedFromCache', ({ requestId }) => change(requestId, (one) => (one.cached = true)))
  cdp.on('Network.responseReceived', ({ requestId, response }) =>
    change(requestId, (one) => (one.cached ||= response.fromDiskCache === true)),
  )
  cdp.on('Network.dataReceived', ({ requestId, timestamp, encodedDataLength }) =>
    change(requestId, (one) => one.pieces.push({ at: timestamp, bytes: encodedDataLength })),
  )
  cdp.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) =>
    change(requestId, (one) => Object.assign(one, { finished: timestamp, bytes: encodedDataLength })),
  )
  cdp.on('Network.loadingFailed', ({ requestId, timestamp }) => change(requestId, (one) => (one.finished = timestamp)))
  await cdp.send('Network.enable')

  return {
    until: (milliseconds) => {
      const all = [...asked.values()]
      const end = Math.min(...all.map(({ at }) => at)) + milliseconds / 1000
      const sent = all.filter(({ at, cached }) => at <= end && !cached)
      const came = ({ finished, bytes, pieces }: Asked) =>
        finished <= end ? bytes : pieces.reduce((sum, piece) => sum + (piece.at <= end ? piece.bytes : 0), 0)
      return { requests: sent.length, bytes: sent.reduce((sum, one) => sum + came(one), 0) }
    },
    quiet: async (still, within) => {
      const end = performance.now() + within
      while (performance.now() < end && (performance.now() - changed < still || [...asked.values()].some(isUnderWay)))
        await sleep(50)
    },
  }
}
