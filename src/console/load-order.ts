// When the code that is not part of the first load is fetched.
import type { QueryClient } from '@tanstack/react-query'

import { matchPage } from '../urls/pages.ts'
import { chatChunk, deferredChunk, screenshotChunk } from './chunks.ts'
import { bulkChunk, lookupChunk } from './routes/lazy-routes.ts'
import { isShot, fixedNow } from './settings/url-overrides.ts'
import { signInMethod } from './sign-in/session.ts'
import type { ReplyPayload } from './ssr/page-payload.ts'
import type { Chunk } from './ui/lazy-component.tsx'

/** Soon after the first picture: what may be needed when nothing can be fetched any more. */
const soon = [deferredChunk, chatChunk]

/** While the page is idle: what the next page needs. */
const whenIdle = [lookupChunk, bulkChunk]

const loadAll = (chunks: readonly Chunk<unknown>[]) => Promise.all(chunks.map(({ load }) => load()))

/** Before a page that is a picture or in a fixed state is mounted, so that nothing of it comes later. */
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
export const loadForServer = (): Promise<unknown> => loadAll([chatChunk, deferredChunk])

/** Before a server-rendered page is hydrated: React would replace what is missing by its fallback. */
export const loadForHydration = ({ status, hidden }: ReplyPayload): Promise<unknown> =>
  loadAll([chatChunk, ...(status !== 200 || hidden || signInMethod() ? [deferredChunk] : [])])

/** After the first picture. A page with a fixed clock fetches nothing that it does not show. */
export async function loadInBackground(queryClient: QueryClient): Promise<void> {
  const isFixed = fixedNow() !== null
  if (!isFixed) await loadAll(soon).catch(() => {})
  const { markReady, preloadWhenIdle } = await deferredChunk.load()
  markReady(queryClient)
  if (!isFixed) await preloadWhenIdle(queryClient, whenIdle)
}
