// A fake identity-aware proxy: it signs people in, and sends their identity in a signed header, like Cloudflare Access,
// Google IAP, oauth2-proxy or Pomerium. Run as a script it serves in its own process.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { type Assertion, type Keys, mint, readAssertion } from './assertion.ts'
import { forward } from './forward.ts'
import { sendJson, sendPage, listen, readText } from './http.ts'
import { asJwk, makeKey } from './keys.ts'

/** The body of `POST /control`; missing fields stay unchanged. */
export interface ProxyChanges {
  /** Replaces the keys, in the key set too. */
  rotate?: true
  /** The key set responds with 503. */
  keysDown?: boolean
  /** The key set never responds. */
  keysHang?: boolean
  /** The e-mail address of the signed-in person; null if none is signed in. */
  email?: string | null
  /** More claims of their assertions, valid or not. */
  assertion?: Assertion
}

/** The response of `GET /control`. */
export interface ProxyState {
  keysDown: boolean
  keysHang: boolean
  email: string | null
  assertion: Assertion
  /** How often the key set was requested. */
  keyFetches: number
  /** The page that signed-out people are redirected to, on another origin. */
  loginPage: string
}

/** The proxy's upstream, if it has one, and the header with the assertion. */
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
  const login = createServer((_, response) => sendPage(response, 'Test proxy sign-in', '<p>Who are you?</p>'))
  const loginPage = `${await listen(login)}/login-page`
  const server = createServer()
  // Last, because requests may arrive as soon as it listens.
  const issuer = await listen(server, port)
  const state: ProxyState = { keysDown: false, keysHang: false, email: null, assertion: {}, keyFetches: 0, loginPage }

  async function applyChanges(changes: ProxyChanges): Promise<void> {
    const { rotate, ...settings } = changes
    Object.assign(state, settings)
    if (rotate) keys = await makeKeys()
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', issuer)
    switch (pathname) {
      case '/keys':
        state.keyFetches++
        if (state.keysHang) return
        if (state.keysDown) return sendPage(response, 'Unavailable', '', 503)
        return sendJson(response, { keys: await Promise.all(Object.values(keys).map(asJwk)) })
      case '/assertion': {
        const assertion = await mint(readAssertion(searchParams), { issuer, keys })
        response.writeHead(200, { 'content-type': 'text/plain' }).end(assertion)
        return
      }
      case '/control':
        if (request.method === 'POST') await applyChanges(JSON.parse(await readText(request)))
        return sendJson(response, state)
      default:
        if (upstream === undefined) return sendJson(response, { error: 'There is nothing behind this proxy.' }, 404)
        if (state.email === null) {
          const query = new URLSearchParams({ redirect_url: request.url ?? '' })
          response.writeHead(302, { location: `${loginPage}?${query}`, 'cache-control': 'no-store' }).end()
          return
        }
        const value = await mint({ ...state.assertion, email: state.email }, { issuer, keys })
        return forward(request, response, { upstream, header, value })
    }
  }

  server.on('request', (request, response) => {
    respond(request, response).catch((error: unknown) => sendJson(response, { error: String(error) }, 400))
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
