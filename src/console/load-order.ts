// When the code that is not part of the first load is fetched.
import type { QueryClient } from '@tanstack/react-query'

import { matchPage } from '../urls/pages.ts'
import { chatChunk, deferredChunk, screenshotChunk } from './chunks.ts'
import { bulkChunk, lookupChunk } from './routes/lazy-routes.ts'
import { isPosed, pinnedNow } from './settings/url-overrides.ts'
import { signInBy } from './sign-in/session.ts'
import type { SentReply } from './ssr/page-payload.ts'
import type { Chunk } from './ui/lazy-component.tsx'

/** Soon after the first picture: what may be needed when nothing can be fetched any more. */
const soon = [deferredChunk, chatChunk]

/** While the page is idle: what the next page needs. */
const whenIdle = [lookupChunk, bulkChunk]

const loadAll = (chunks: readonly Chunk<unknown>[]) => Promise.all(chunks.map(({ load }) => load()))

/** Before a page is mounted for a picture, so that nothing of it comes later. */
export const loadForScreenshot = (): Promise<unknown> =>
  Promise.all([
    screenshotChunk.load().then(({ addFonts }) => addFonts()),
    loadAll(matchPage(location.pathname)?.name === 'chat' ? [chatChunk, deferredChunk] : whenIdle),
  ])

/** Before a server renders its first page: rendering waits for no chunk. */
export const loadForServer = (): Promise<unknown> => loadAll([chatChunk, deferredChunk, screenshotChunk])

/** Before a server-rendered page is hydrated: React would replace what is missing by its fallback. */
export const loadForHydration = ({ status, hidden }: SentReply): Promise<unknown> =>
  loadAll([
    chatChunk,
    ...(status !== 200 || hidden || signInBy() ? [deferredChunk] : []),
    ...(isPosed() ? [screenshotChunk] : []),
  ])

/** After the first picture. A page with a fixed clock fetches nothing that it does not show. */
export async function loadInBackground(queryClient: QueryClient): Promise<void> {
  const isFixed = pinnedNow() !== null
  if (!isFixed) await loadAll(soon).catch(() => {})
  const { markReady, loadWhenIdle } = await deferredChunk.load()
  markReady(queryClient)
  if (!isFixed) await loadWhenIdle(queryClient, whenIdle)
}
