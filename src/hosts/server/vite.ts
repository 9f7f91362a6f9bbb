import { getRequestListener } from '@hono/node-server'
import type { Plugin } from 'vite'

import { isLoopbackHost } from '../../gateway/guards.ts'
import { isGatewayTarget } from '../../gateway/target.ts'
import { consoleGateway, sourceLine, sourceOf } from './console-gateway.ts'
import { portOf, run } from './listen.ts'
import { withSource } from './pages.ts'
import { defaultPorts, readSettings, type Settings } from './settings.ts'

/**
 * The dev proxy: the production gateway inside Vite's dev server, so that the page is same-origin in development too.
 * Vite restarts when the gateway's code changes, because its configuration imports it. Vite's own `server.proxy` would
 * forward everything under a path, so it is not used.
 */
export function devGateway(): Plugin {
  let settings: Settings
  return {
    name: 'linq-dev-gateway',
    apply: (_, { command, isPreview }) => command === 'serve' && !isPreview && !process.env['VITEST'],
    config: async () => {
      await run(() => {
        settings = readSettings(process.env, defaultPorts.dev)
      })
      return { server: { host: settings.host, port: settings.port, strictPort: true } }
    },
    configureServer(server) {
      const port = () => portOf(server.httpServer?.address()) ?? settings.port
      const gateway = consoleGateway(settings, (host) => isLoopbackHost(host, port()))
      const listener = getRequestListener((request, { incoming }) => gateway(request, targetOf(incoming)), {
        overrideGlobalObjects: false,
      })
      server.middlewares.use((request, response, next) => {
        if (isGatewayTarget(targetOf(request))) void listener(request, response)
        else next()
      })
      server.httpServer?.once('listening', () => server.config.logger.info(`\n  ${sourceLine(settings)}`))
    },
    transformIndexHtml: (html) => withSource(html, sourceOf(settings)),
  }
}

/** The raw target; Connect keeps it apart from the `url` that middlewares rewrite. */
const targetOf = (incoming: { url?: string | undefined; originalUrl?: string | undefined }) =>
  incoming.originalUrl ?? incoming.url ?? ''
