// How long tasks block the main thread of a page, from the browser's trace.
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

/** The duration of a task, in milliseconds. */
export interface TaskDuration {
  /** The wall-clock time, which depends on the load of the machine. */
  wall: number
  /** The CPU time of the main thread. */
  cpu: number
}

/**
 * Acts on a page, and measures the longest task of its main thread meanwhile. The page should be at the measured site already:
 * a trace in which a site's process starts often waits five seconds for that process when it ends.
 */
export async function measureLongestTask(page: Page, act: () => Promise<unknown>): Promise<TaskDuration> {
  const browser = page.context().browser()
  if (!browser) throw new Error('The page has no browser to trace')
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
  if (tasks.length === 0) throw new Error('The trace has no task of a page')
  return { wall: longest(tasks.map(({ dur }) => dur)), cpu: longest(tasks.map(({ tdur }) => tdur)) }
}

const longest = (times: (number | undefined)[]) => Math.max(...times.map((time) => Math.round((time ?? 0) / 1000)))
