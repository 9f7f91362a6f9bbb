import { http } from 'msw/http'
import { network } from 'virtual:msw'

import { createGateway } from '../../gateway/gateway.ts'
import { forOnePerson } from '../../gateway/options.ts'
import { overFetch } from '../../gateway/upstream/from-fetch.ts'
import { chatsPath, linqOrigin } from '../../linq/v2/operation.ts'
import { sandbox } from '../../sandbox/sandbox.ts'

/** Runs the real gateway inside the page, with the sandbox behind it and msw's service worker in place of a server. */
export async function startDemo(): Promise<void> {
  const gateway = createGateway({
    ...forOnePerson,
    upstream: overFetch(sandbox),
    origin: linqOrigin,
    token: 'sandbox',
    source: 'sandbox',
    timeoutMs: 10_000,
    masked: false,
    // A request never leaves the page, so it has no Host.
    isOwnHost: () => true,
    log: () => {},
    onBug: (error) => reportError(error),
  })
  network.configure({
    handlers: [http.get(`${location.origin}${chatsPath}/:id`, ({ request }) => gateway(request))],
    onUnhandledFrame: 'bypass',
  })
  // Where workers are blocked the browser may never say so.
  await Promise.race([
    network.enable(),
    new Promise((_, reject) => setTimeout(() => reject(new Error('The service worker did not start')), 5000)),
  ])
}
