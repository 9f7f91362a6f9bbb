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

/** When the last chunk began. Tasks take turns: the browser renders after each chunk, whatever their number. */
let since = -Infinity
/** The tasks that wait for a chunk, in the order of their turns. */
const waiting: (() => void)[] = []

async function startChunk(): Promise<void> {
  await yieldToBrowser()
  since = performance.now()
  waiting.shift()?.()
  if (waiting.length > 0) void startChunk()
}

/**
 * Creates the pause of a task in chunks. It resolves at once until the chunk has taken its time.
 * @param signal makes the next pause throw.
 */
export function createYieldToMain(signal?: AbortSignal): YieldToMain {
  return async () => {
    if (performance.now() - since < chunkTime) return
    await new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) void startChunk()
    })
    signal?.throwIfAborted()
  }
}
