import { beforeEach, expect, test, vi } from 'vitest'

import type { YieldToMain } from '../../linq/chunked-json.ts'
import { createYieldToMain } from './yield-to-main.ts'

let now = performance.now()
beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  // A chunk of another test has taken its time.
  now += 1000
  return () => vi.restoreAllMocks()
})

/** Waits for a message, as React does to render. */
async function message(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  const received = new Promise((resolve) => port1.addEventListener('message', resolve))
  port1.start()
  port2.postMessage(null)
  await received
  port1.close()
}

test('a task resumes after what waits already, and before what comes later', async () => {
  const order: string[] = []
  const run = async (name: string, wait: YieldToMain) => {
    await wait()
    order.push(name)
  }
  await Promise.all([run('before', message), run('task', createYieldToMain()), run('after', message)])
  expect(order).toEqual(['before', 'task', 'after'])
})

test('tasks take turns, a chunk each, and the browser renders after each', async () => {
  const running = new Set([createYieldToMain(), createYieldToMain()])
  let steps = 0
  const ended: number[] = []
  const work = async (pause: YieldToMain) => {
    for (let step = 0; step < 32; step += 1) {
      await pause()
      now += 1
      steps += 1
    }
    running.delete(pause)
    ended.push(steps)
  }
  for (const pause of running) void work(pause)
  let longest = 0
  for (let before = now; running.size > 0; before = now) {
    await message()
    longest = Math.max(longest, now - before)
  }
  expect(longest).toBeLessThan(10)
  // The first ends in its last turn, before that of the other.
  expect(ended).toEqual([56, 64])
})

test('an aborted task does not resume', async () => {
  const stop = new AbortController()
  const paused = createYieldToMain(stop.signal)()
  stop.abort()
  await expect(paused).rejects.toThrow('aborted')
})
