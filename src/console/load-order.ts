// When the code that is not part of the first load is fetched.
import type { QueryClient } from '@tanstack/react-query'

import { matchPage } from '../urls/pages.ts'
import { chatChunk, deferredChunk, screenshotChunk } from './chunks.ts'
import { routeChunks } from './routes/lazy-routes.ts'
import { isShot, fixedNow } from './settings/url-overrides.ts'
import type { Chunk } from './ui/lazy-component.tsx'

/** After the first paint: what may be needed when the network is down. */
const soon = [deferredChunk, chatChunk]

const whenIdle = [routeChunks.lookup, routeChunks.several]

const loadAll = (chunks: readonly Chunk<unknown>[]) => Promise.all(chunks.map(({ load }) => load()))

/** Before a page is mounted: React would show the fallback, and keep it for 300 ms, in which there is no box to type in. */
export async function loadForRoute(pathname: string): Promise<void> {
  const page = matchPage(pathname)?.name
  if (page) await routeChunks[page].load()
  // Why the server refused the text in the box.
  if (page === 'lookup' && history.state?.usr) await deferredChunk.load().catch(() => {})
}

/** Before a screenshot or a fixed state is mounted: everything is rendered at once. */
export async function loadForScreenshot(queryClient: QueryClient): Promise<void> {
  const isChat = matchPage(location.pathname)?.name === 'chat'
  const [{ loadScreenshotFonts, seedSession }] = await Promise.all([
    screenshotChunk.load(),
    loadAll(isChat ? [chatChunk, deferredChunk] : whenIdle),
  ])
  seedSession(queryClient)
  if (isShot()) await loadScreenshotFonts()
}

/** Before a server renders its first page: rendering waits for no chunk. */
export const loadForServer = (): Promise<unknown> => loadAll([chatChunk, deferredChunk, routeChunks.lookup])

/**
 * Before the server-rendered page of a chat is hydrated. A part whose code comes later would stay dehydrated, and React would let
 * each change of the address wait for it: hiding personal data too. Where the chunk is missing, nothing waits.
 */
export const loadForHydration = async (): Promise<void> => void (await deferredChunk.load().catch(() => {}))

/** After the first paint. A page with a fixed clock loads only what it shows. */
export async function loadInBackground(queryClient: QueryClient): Promise<void> {
  const isClockFixed = fixedNow() !== null
  if (!isClockFixed) await loadAll(soon).catch(() => {})
  const { markReady, preloadWhenIdle } = await deferredChunk.load()
  markReady(queryClient)
  if (!isClockFixed) await preloadWhenIdle(queryClient, whenIdle)
}
