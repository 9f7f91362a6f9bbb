import type { YieldToMain } from '../../linq/chunked-json.ts'

/** How long a chunk may take, in milliseconds: half a frame, for slower machines. */
const chunkTime = 8

declare const scheduler: { yield?: () => Promise<void> } | undefined

/** Lets the browser render and handle input. */
function yieldToBrowser(): Promise<void> {
  if (typeof scheduler !== 'undefined' && scheduler.yield) return scheduler.yield()
  // Not setTimeout, which is clamped to 4 ms when nested.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}

/**
 * Creates the pause of a task in chunks. It resolves at once until the chunk has taken its time.
 * @param signal makes the next pause throw.
 */
export function createYieldToMain(signal?: AbortSignal): YieldToMain {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < chunkTime) return
    await yieldToBrowser()
    signal?.throwIfAborted()
    since = performance.now()
  }
}
