import type { YieldToMain } from '../../linq/chunked-json.ts'

/** How long a chunk may take, in milliseconds: half a frame, for slower machines. */
const chunkTime = 8

/**
 * Lets the browser render and handle input. Not by `scheduler.yield`, which resumes before everything else that waits: React
 * would render nothing meanwhile, and Chromium paint only each 100 ms. Nor by setTimeout, which is clamped to 4 ms when nested.
 */
function yieldToBrowser(): Promise<void> {
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

// All tasks share a chunk: each in one of its own, they would keep the browser from rendering for the time of all of them.
/** When the last chunk began. */
let since = -Infinity
/** The start of the next chunk, while tasks wait for it. */
let next: Promise<void> | null = null

async function startChunk(): Promise<void> {
  await yieldToBrowser()
  next = null
  since = performance.now()
}

/**
 * Creates the pause of a task in chunks. It resolves at once until the chunk has taken its time.
 * @param signal makes the next pause throw.
 */
export function createYieldToMain(signal?: AbortSignal): YieldToMain {
  return async () => {
    if (performance.now() - since < chunkTime) return
    await (next ??= startChunk())
    signal?.throwIfAborted()
  }
}
