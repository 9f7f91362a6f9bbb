import type { YieldToMain } from '../../linq/chunked-json.ts'

/** How long the page works before it lets others have their turn, in milliseconds: half a frame, for machines half as fast. */
const turn = 8

declare const scheduler: { yield?: () => Promise<void> } | undefined

/** Lets the browser do what it has to: draw, scroll, take a key. */
function others(): Promise<void> {
  if (typeof scheduler !== 'undefined' && scheduler.yield) return scheduler.yield()
  // Not setTimeout: after a few in a row it waits for 4 ms each.
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
 * Makes the pause for one piece of work: it lets others have their turn when this one has taken long enough.
 * @param signal ends the work at its next pause.
 */
export function createYieldToMain(signal?: AbortSignal): YieldToMain {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < turn) return
    await others()
    signal?.throwIfAborted()
    since = performance.now()
  }
}
