import { setTimeout as sleep } from 'node:timers/promises'

import type { CDPSession } from '@playwright/test'

/** A request of a tab. */
interface NetworkRequest {
  /** Seconds, as are all times here, by the browser's clock. */
  at: number
  cached: boolean
  finished: number
  bytes: number
  /** The received data of a request that is not finished. */
  chunks: { at: number; bytes: number }[]
}

const isPending = ({ finished }: NetworkRequest) => finished === Infinity

/** The network traffic of a tab. */
export interface Traffic {
  /** The requests that were not served from the cache, and the bytes received, within milliseconds after the tab's first request. */
  until: (milliseconds: number) => { requests: number; bytes: number }
  /** Resolves after `idle` milliseconds without a pending request, or after `timeout` milliseconds. */
  quiet: (idle: number, timeout: number) => Promise<void>
}

/** Records the network traffic of a tab from now on. */
export async function followTraffic(cdp: CDPSession): Promise<Traffic> {
  const requests = new Map<string, NetworkRequest>()
  let changed = performance.now()
  cdp.on('Network.requestWillBeSent', ({ requestId, timestamp, request }) => {
    if (!request.url.startsWith('http')) return
    changed = performance.now()
    requests.set(requestId, { at: timestamp, cached: false, finished: Infinity, bytes: 0, chunks: [] })
  })
  const change = (requestId: string, apply: (one: NetworkRequest) => void) => {
    const one = requests.get(requestId)
    if (!one) return
    changed = performance.now()
    apply(one)
  }
  cdp.on('Network.requestServedFromCache', ({ requestId }) => change(requestId, (one) => (one.cached = true)))
  cdp.on('Network.responseReceived', ({ requestId, response }) =>
    change(requestId, (one) => (one.cached ||= response.fromDiskCache === true)),
  )
  cdp.on('Network.dataReceived', ({ requestId, timestamp, encodedDataLength }) =>
    change(requestId, (one) => one.chunks.push({ at: timestamp, bytes: encodedDataLength })),
  )
  cdp.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) =>
    change(requestId, (one) => Object.assign(one, { finished: timestamp, bytes: encodedDataLength })),
  )
  cdp.on('Network.loadingFailed', ({ requestId, timestamp }) => change(requestId, (one) => (one.finished = timestamp)))
  await cdp.send('Network.enable')

  return {
    until: (milliseconds) => {
      const all = [...requests.values()]
      const end = Math.min(...all.map(({ at }) => at)) + milliseconds / 1000
      const sent = all.filter(({ at, cached }) => at <= end && !cached)
      const received = ({ finished, bytes, chunks }: NetworkRequest) =>
        finished <= end ? bytes : chunks.reduce((sum, chunk) => sum + (chunk.at <= end ? chunk.bytes : 0), 0)
      return { requests: sent.length, bytes: sent.reduce((sum, one) => sum + received(one), 0) }
    },
    quiet: async (idle, timeout) => {
      const end = performance.now() + timeout
      while (performance.now() < end && (performance.now() - changed < idle || [...requests.values()].some(isPending)))
        await sleep(50)
    },
  }
}
