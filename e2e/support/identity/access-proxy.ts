// Stands in for a proxy that signs people in and says who they are in a signed header, such as Cloudflare Access, Google
// IAP, oauth2-proxy or Pomerium. Run as a script it is a process of its own.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { type Assertion, type Keys, mint, readAssertion } from './assertion.ts'
import { forward } from './forward.ts'
import { answerJson, answerPage, listen, readText } from './http.ts'
import { asJwk, makeKey } from './keys.ts'

/** What `POST /control` takes; what is left out stays as it is. */
export interface ProxyOrders {
  /** New keys sign from now on, and the old ones are gone from the set. */
  rotate?: true
  /** The key set answers 503. */
  keysDown?: boolean
  /** The key set never answers. */
  keysHang?: boolean
  /** Who is signed in at the proxy; null is nobody. */
  email?: string | null
  /** What else their assertions say, also wrong things. */
  assertion?: Assertion
}

/** What `GET /control` tells. */
export interface ProxyState {
  keysDown: boolean
  keysHang: boolean
  email: string | null
  assertion: Assertion
  /** How often the key set was asked for. */
  keyFetches: number
  /** The page that people who are not signed in are sent to, of another origin. */
  loginPage: string
}

/** What the proxy stands in front of, if anything, and the header it names people in. */
export interface ProxyOptions {
  upstream?: string | undefined
  header?: string | undefined
  port?: number | undefined
}

const makeKeys = async (): Promise<Keys> => ({ RS256: await makeKey('RS256'), ES256: await makeKey('ES256') })

/** Serves the proxy in this process. */
export async function serveAccessProxy({ upstream, header = 'x-test-assertion', port }: ProxyOptions = {}): Promise<{
  url: string
  close: () => void
}> {
  let keys = await makeKeys()
  const login = createServer((_, response) => answerPage(response, 'Test proxy sign-in', '<p>Who are you?</p>'))
  const loginPage = `${await listen(login)}/login-page`
  const server = createServer()
  // Last: once it listens, requests may come.
  const issuer = await listen(server, port)
  const state: ProxyState = { keysDown: false, keysHang: false, email: null, assertion: {}, keyFetches: 0, loginPage }

  async function obey(orders: ProxyOrders): Promise<void> {
    const { rotate, ...settings } = orders
    Object.assign(state, settings)
    if (rotate) keys = await makeKeys()
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', issuer)
    switch (pathname) {
      case '/keys':
        state.keyFetches++
        if (state.keysHang) return
        if (state.keysDown) return answerPage(response, 'Unavailable', '', 503)
        return answerJson(response, { keys: await Promise.all(Object.values(keys).map(asJwk)) })
      case '/assertion': {
        const assertion = await mint(readAssertion(searchParams), { issuer, keys })
        response.writeHead(200, { 'content-type': 'text/plain' }).end(assertion)
        return
      }
      case '/control':
        if (request.method === 'POST') await obey(JSON.parse(await readText(request)))
        return answerJson(response, state)
      default:
        if (upstream === undefined) return answerJson(response, { error: 'There is nothing behind this proxy.' }, 404)
        if (state.email === null) {
          const back = new URLSearchParams({ redirect_url: request.url ?? '' })
          response.writeHead(302, { location: `${loginPage}?${back}`, 'cache-control': 'no-store' }).end()
          return
        }
        const value = await mint({ ...state.assertion, email: state.email }, { issuer, keys })
        return forward(request, response, { upstream, header, value })
    }
  }

  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => answerJson(response, { error: String(error) }, 400))
  })
  const close = () => {
    for (const one of [server, login]) {
      one.close()
      one.closeAllConnections()
    }
  }
  return { url: issuer, close }
}

if (import.meta.main) {
  const { UPSTREAM: upstream, HEADER: header, PORT: port } = process.env
  const { url } = await serveAccessProxy({ upstream, header, port: Number(port ?? 0) })
  process.stdout.write(`Access proxy on ${url}\n`)
}
