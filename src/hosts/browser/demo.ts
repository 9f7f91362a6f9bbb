import { http } from 'msw/http'
import { network } from 'virtual:msw'

import { handleFetch } from '../../gateway/fetch-adapter.ts'
import { createGateway } from '../../gateway/gateway.ts'
import { singleUser } from '../../gateway/options.ts'
import { upstreamFromFetch } from '../../gateway/upstream/from-fetch.ts'
import { findPath } from '../../linq/find.ts'
import { chatsPath, linqOrigin, v3ChatsPath } from '../../linq/operation.ts'
import { sandbox } from '../../sandbox/sandbox.ts'

/** Runs the real gateway inside the page, with the sandbox as its upstream and msw's service worker instead of a server. */
export async function startDemo(): Promise<void> {
  const gateway = createGateway({
    ...singleUser,
    upstream: upstreamFromFetch(sandbox),
    origin: linqOrigin,
    tokens: { v2: 'sandbox', v3: 'sandbox' },
    source: 'sandbox',
    timeoutMs: 10_000,
    masked: false,
    find: { secrets: [crypto.randomUUID()], perMinute: 0, groups: [] },
    // A request that never leaves the page has no Host.
    isOwnHost: () => true,
    log: () => {},
    onBug: (error) => reportError(error),
  })
  const answer = async ({ request }: { request: Request }) => await handleFetch(gateway, request)
  network.configure({
    handlers: [
      ...[chatsPath, v3ChatsPath].map((path) => http.get(`${location.origin}${path}/:id`, answer)),
      http.post(location.origin + findPath, answer),
    ],
    onUnhandledFrame: 'bypass',
  })
  // Where service workers are blocked, the browser may never report it.
  await Promise.race([
    network.enable(),
    new Promise((_, reject) => setTimeout(() => reject(new Error('The service worker did not start')), 5000)),
  ])
}
