import type { QueryClient } from '@tanstack/react-query'

import type { Chunk } from '../ui/lazy-component.tsx'

/** How long a page may be busy before it fetches all the same, in milliseconds. */
const longestBusy = 5000

/** Whether somebody asked for as few bytes as can be; not every browser tells. */
function savesData(): boolean {
  const connection: unknown = 'connection' in navigator && navigator.connection
  return (
    typeof connection === 'object' && connection !== null && 'saveData' in connection && connection.saveData === true
  )
}

const untilIdle = () =>
  new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: longestBusy })
    // Safari has no such call.
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
 * Fetches what the next step may need, one thing after the other, while there is nothing else to do: never before the chat
 * that is looked at, and not for somebody who saves data. What fails is fetched when it is wanted.
 */
export async function preloadWhenIdle(queryClient: QueryClient, chunks: readonly Chunk<unknown>[]): Promise<void> {
  if (savesData()) return
  for (const { load } of chunks) {
    await untilAnswered(queryClient)
    await untilIdle()
    await load().catch(() => {})
  }
}
