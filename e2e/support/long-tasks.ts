// How long the main thread of a page is held up, from the browser's own trace.
import type { Page } from '@playwright/test'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  dur?: number
  tdur?: number
  args: { name?: string }
}

/** The longest task while something was done, in milliseconds. */
export interface Block {
  /** By the clock: what else the machine does counts too. */
  wall: number
  /** By the processor's time that the page's own thread took. */
  cpu: number
}

/** Does something on a page, and tells the longest task of its main thread meanwhile. */
export async function measureLongestTask(page: Page, act: () => Promise<unknown>): Promise<Block> {
  const browser = page.context().browser()
  if (!browser) throw new Error('The page has no browser of its own to trace')
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  await act()
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString())
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`),
  )
  if (tasks.length === 0) throw new Error('The trace holds no task of a page')
  return { wall: longest(tasks.map(({ dur }) => dur)), cpu: longest(tasks.map(({ tdur }) => tdur)) }
}

const longest = (times: (number | undefined)[]) => Math.max(...times.map((time) => Math.round((time ?? 0) / 1000)))
