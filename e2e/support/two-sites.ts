// A console with sign-in, and a help desk of another site that frames it, both over TLS.
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'

import { generate } from 'selfsigned'

import { freePort, type IdentityProvider } from './identity/identity.ts'
import { forward } from './identity/forward.ts'
import { oidcSettings, registerConsole } from './oidc.ts'
import { type RunningServer, startServer } from './servers.ts'

export interface TwoSites {
  /** The console's public origin. */
  origin: string
  /** The page of the help desk that frames a path of the console. */
  deskPage: (path: string) => string
  /** The page of a help desk of the console's own site, which the console names too. */
  ownSitePage: (path: string) => string
  /** A page of a third site, which the console does not name, that frames a path of the console. */
  otherPage: (path: string) => string
  server: RunningServer
  provider: IdentityProvider
  stop: () => Promise<void>
}

// Browsers resolve every name below localhost to this machine, and each, with the names below it, is a site of its own.
const [consoleHost, deskHost, otherHost] = ['console.localhost', 'desk.localhost', 'other.localhost']
const ownSiteHost = `desk.${consoleHost}`

/** Starts both. The desk's page frames the path in its `frame` parameter. */
export async function startTwoSites(): Promise<TwoSites> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: consoleHost }])
  const serve = async (port: number, listener: RequestListener) => {
    const server = createServer({ cert, key }, listener).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  const [publicPort, port, deskPort] = [await freePort(), await freePort(), await freePort()]
  const origin = `https://${consoleHost}:${publicPort}`
  const registration = await registerConsole(origin)
  const server = await startServer('console', {
    ...oidcSettings(registration),
    PORT: String(port),
    FRAME_ANCESTORS: [deskHost, ownSiteHost].map((host) => `https://${host}:${deskPort}`).join(),
  })
  const tls = await serve(publicPort, (request, response) =>
    forward(request, response, { upstream: server.url, header: 'X-Forwarded-Proto', value: 'https' }),
  )
  const desk = await serve(deskPort, (request, response) => {
    const path = new URL(request.url ?? '', 'https://desk').searchParams.get('frame') ?? '/'
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>Desk</title><iframe width="900" height="700" src="${origin}${path}"></iframe>`)
  })
  const pageOf = (host: string) => (path: string) =>
    `https://${host}:${deskPort}/?${new URLSearchParams({ frame: path })}`
  return {
    origin,
    deskPage: pageOf(deskHost),
    ownSitePage: pageOf(ownSiteHost),
    otherPage: pageOf(otherHost),
    server,
    provider: registration.provider,
    stop: async () => {
      for (const each of [tls, desk]) {
        each.closeAllConnections()
        each.close()
      }
      await server.stop()
      await registration.provider.stop()
    },
  }
}
