import type { QueryClient } from '@tanstack/react-query'

import type { Chunk } from '../ui/lazy-component.tsx'

/** The longest time to wait for an idle page, in milliseconds. */
const longestBusy = 5000

/** `navigator.connection.saveData`, where the browser has it. */
function savesData(): boolean {
  const connection: unknown = 'connection' in navigator && navigator.connection
  return (
    typeof connection === 'object' && connection !== null && 'saveData' in connection && connection.saveData === true
  )
}

const untilIdle = () =>
  new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: longestBusy })
    // Safari.
    else setTimeout(resolve, 200)
  })

const untilAnswered = (queryClient: QueryClient) =>
  new Promise<void>((resolve) => {
    const check = () => {
      if (queryClient.isFetching() > 0) return
      stop()
      resolve()
    }
    const stop = queryClient.getQueryCache().subscribe(check)
    check()
  })

/**
 * Loads chunks one by one while the page is idle: not during a lookup, and not where the person saves data. A chunk that
 * fails to load is loaded when it is rendered.
 */
export async function preloadWhenIdle(queryClient: QueryClient, chunks: readonly Chunk<unknown>[]): Promise<void> {
  if (savesData()) return
  for (const { load } of chunks) {
    await untilAnswered(queryClient)
    await untilIdle()
    await load().catch(() => {})
  }
}
