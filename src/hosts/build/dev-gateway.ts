import { randomUUID } from 'node:crypto'

import { getRequestListener } from '@hono/node-server'
import type { Plugin } from 'vite'

import { isLoopbackHost } from '../settings/own-host.ts'
import { isGatewayTarget } from '../../gateway/target.ts'
import { consoleGateway, headersFor, pageFacts } from '../web/compose-gateway.ts'
import { devHeaders } from '../web/security-headers.ts'
import { defaultPorts, readSettings } from '../settings/settings.ts'
import { openSearch, shotList, withFacts } from '../web/static-routes.ts'
import { portOf } from '../node/http/listen.ts'
import { nodeListener } from '../node/http/request-listener.ts'
import { openRecords } from '../node/records/audit-and-log.ts'
import { createTransport } from '../node/undici-upstream.ts'

/** Answers one of the files that the production server makes as it starts. */
const listener = (answer: (request: Request) => Response) =>
  getRequestListener(answer, { overrideGlobalObjects: false })

const settings = () => readSettings(process.env, defaultPorts.dev)

/**
 * The dev proxy: the production gateway inside Vite's dev server, so that the page is same-origin in development too.
 * Vite restarts when the gateway's code changes, because its configuration imports it. Vite's own `server.proxy` would
 * forward everything under a path, so it is not used.
 */
export function devGateway(): Plugin {
  return {
    name: 'linq-dev-gateway',
    apply: (_, { command, isPreview }) => command === 'serve' && !isPreview && !process.env['VITEST'],
    config() {
      const nonce = randomUUID()
      return { html: { cspNonce: nonce }, server: { headers: devHeaders(headersFor(settings()), nonce) } }
    },
    async configureServer(server) {
      const port = () => portOf(server.httpServer?.address()) ?? settings().port
      const gateway = consoleGateway(settings(), {
        ...(await openRecords(settings())),
        upstream: createTransport(settings()),
        isOwnHost: (host) => isLoopbackHost(host, port()),
        isDraining: () => false,
        shares: true,
      })
      const toGateway = nodeListener(gateway, settings().trustedProxies)
      const headers = headersFor(settings())
      const toOpenSearch = listener((request) => openSearch(new URL(request.url).origin, headers))
      const toShotList = listener(({ method }) => shotList(pageFacts(settings()), headers, method))
      server.middlewares.use((request, response, next) => {
        const target = request.originalUrl ?? request.url ?? ''
        if (isGatewayTarget(target)) toGateway(request, response)
        else if (target === '/opensearch.xml') void toOpenSearch(request, response)
        else if (target === '/qa/shots.json') void toShotList(request, response)
        else next()
      })
    },
    transformIndexHtml: (html) => withFacts(html, pageFacts(settings())),
  }
}
