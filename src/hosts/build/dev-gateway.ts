import { randomUUID } from 'node:crypto'

import type { Plugin } from 'vite'

import { isGatewayTarget } from '../../gateway/target.ts'
import { buildName } from '../node/build-name.ts'
import { portOf } from '../node/http/listen.ts'
import { requestListener } from '../node/http/request-listener.ts'
import { readProcessSettings } from '../node/process-settings.ts'
import { openRecords } from '../node/records/audit-and-log.ts'
import { createUndiciUpstream } from '../node/undici-upstream.ts'
import { hostCheck, isLoopbackHost } from '../settings/own-host.ts'
import { defaultPorts } from '../settings/settings.ts'
import { composeGateway, headersFor, serverConfig } from '../web/compose-gateway.ts'
import { redirectLookup } from '../web/lookup-page-response.ts'
import { devHeaders } from '../web/security-headers.ts'
import { answerStaticRoute, withServerConfig } from '../web/static-routes.ts'

const settings = () => readProcessSettings(process.env, defaultPorts.dev)

/**
 * The production gateway inside Vite's dev server, so that the page is same-origin in development too. Vite restarts when
 * the gateway's code changes, because its configuration imports it. Vite's own `server.proxy` would forward everything
 * under a path, so it is not used.
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
      const isPublicHost = hostCheck(settings().publicOrigin)
      const gateway = composeGateway(settings(), {
        ...(await openRecords(settings())),
        build: buildName(),
        upstream: createUndiciUpstream(settings()),
        isOwnHost: (host) => isLoopbackHost(host, port()) || isPublicHost(host),
        isDraining: () => false,
        coalesce: true,
      })
      const [config, headers] = [serverConfig(settings()), headersFor(settings())]
      const listener = requestListener(async (request) => {
        const { method, target, host } = request
        const generated = isGatewayTarget(target)
          ? null
          : (redirectLookup(request, headers) ??
            answerStaticRoute({ method, target, origin: `http://${host}`, config, headers }))
        return generated ?? (await gateway.handle(request))
      }, settings().trustedProxies)
      server.middlewares.use((incoming, outgoing, next) => {
        const target = incoming.originalUrl ?? incoming.url ?? ''
        const isOurs = isGatewayTarget(target) || target === '/opensearch.xml' || target === '/qa/shots.json'
        const isLookup = redirectLookup({ method: incoming.method ?? '', target }, headers) !== null
        if (isOurs || isLookup) listener(incoming, outgoing)
        else next()
      })
    },
    transformIndexHtml: (html) => withServerConfig(html, serverConfig(settings())),
  }
}
