// A real OpenID provider for tests, in its own process, which can be given one fault.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { exportJWK } from 'jose'
import type { Context } from 'oidc-provider'

import { claimsOf } from './accounts.ts'
import { breakToken, otherIssuer, type Fault, faults } from './faults.ts'
import { sendJson, sendPage, listen, readText } from './http.ts'
import { makeKey } from './keys.ts'

/** The response of `GET /control`. */
export interface ProviderState {
  fault: Fault | null
  /** The authorization codes issued so far. */
  codes: string[]
  tokenRequests: number
  /** The form of the last one; a client secret is replaced by "set". */
  lastTokenRequest: Record<string, string | string[]> | null
}

// The package warns of its in-memory store and of a Node that is not LTS. Its errors are reported below.
console.info = () => {}
console.warn = () => {}
const { interactionPolicy, Provider } = await import('oidc-provider')

const { CLIENT_ID: clientId, CLIENT_SECRET: secret, REDIRECT_URI: redirectUri, PORT: port } = process.env
if (!clientId || !redirectUri) throw new Error('CLIENT_ID and REDIRECT_URI say who may sign people in here. Set both.')

const state: ProviderState = { fault: null, codes: [], tokenRequests: 0, lastTokenRequest: null }
const key = await makeKey('RS256')
const jwk = { ...(await exportJWK(key.privateKey)), kid: key.kid, alg: key.alg, use: 'sig' }

const policy = interactionPolicy.base()
policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0)

const server = createServer()
const issuer = await listen(server, Number(port ?? 0))

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      redirect_uris: [redirectUri],
      // The provider accepts the secret in the header or in the form.
      ...(secret
        ? { client_secret: secret, token_endpoint_auth_method: 'client_secret_basic' }
        : { token_endpoint_auth_method: 'none' }),
    },
  ],
  jwks: { keys: [jwk] },
  scopes: ['openid'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'], groups: ['groups'] },
  conformIdTokenClaims: false,
  cookies: { keys: [randomUUID()] },
  enabledJWA: { idTokenSigningAlgValues: [key.alg] },
  features: { devInteractions: { enabled: false } },
  interactions: { policy, url: (_, { uid }) => `/interaction/${uid}` },
  pkce: { required: () => true },
  findAccount: (_, login) => ({ accountId: login, claims: (use) => claimsOf(login, use) }),
  // A new grant of all scopes each time, so that no consent page is shown.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
    grant.addOIDCScope('openid email profile groups')
    await grant.save()
    return grant
  },
})
provider.on('server_error', (_, error) => process.stderr.write(`${error.stack}\n`))
provider.use(async (ctx, next) => {
  if (ctx.path === '/jwks' && state.fault === 'jwks-down') return unavailable(ctx)
  await next()
  if (ctx.path === '/token') await token(ctx)
  if (ctx.path === '/me') breakUserInfo(ctx)
  if (ctx.path.startsWith('/auth')) recordRedirect(ctx)
  if (ctx.path === '/.well-known/openid-configuration' && state.fault === 'discovery-wrong-issuer')
    ctx.body = { ...json(ctx), issuer: otherIssuer }
})

const json = ({ body }: Context) => (typeof body === 'object' ? body : {})

function unavailable(ctx: Context): void {
  ctx.status = 503
  ctx.type = 'html'
  ctx.body = '<!doctype html><title>Unavailable</title><h1>Unavailable</h1>'
}

/** Records a token request, and applies the fault to its response. */
async function token(ctx: Context): Promise<void> {
  const { client_secret: sent, ...fields } = ctx.oidc?.body ?? {}
  state.tokenRequests++
  state.lastTokenRequest = { ...fields, ...(sent === undefined ? {} : { client_secret: 'set' }) }
  if (state.fault === 'token-down') return unavailable(ctx)
  if (state.fault === 'token-hang') await new Promise(() => {})
  const { id_token: idToken } = json(ctx)
  if (idToken) ctx.body = { ...json(ctx), id_token: await breakToken(idToken, state.fault, { key, secret }) }
}

/** Applies a fault to the answer of the userinfo endpoint. */
function breakUserInfo(ctx: Context): void {
  if (state.fault === 'verified-elsewhere') ctx.body = { ...json(ctx), email_verified: undefined }
  if (state.fault === 'userinfo-of-another') ctx.body = { ...json(ctx), sub: 'mallory' }
}

/** Records the code of a redirect to the client, and applies a fault to its state. */
function recordRedirect(ctx: Context): void {
  const location = ctx.response.get('location')
  if (!location?.startsWith(`${redirectUri}?`)) return
  const target = new URL(location)
  const code = target.searchParams.get('code')
  if (code) state.codes.push(code)
  if (state.fault !== 'wrong-state') return
  target.searchParams.set('state', 'another-state')
  ctx.redirect(target.href)
}

/** Shows the login form, and accepts any login. */
async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const finish = provider.interactionFinished.bind(provider, request, response)
  const { prompt } = await provider.interactionDetails(request, response)
  if (prompt.name === 'consent') return await finish({ consent: {} })
  const login = request.method === 'POST' ? new URLSearchParams(await readText(request)).get('login')?.trim() : ''
  if (!login)
    return sendPage(
      response,
      'Test sign-in',
      '<form method="post"><label>Login <input name="login" autofocus></label> <button>Continue</button></form>',
    )
  if (login === 'deny') return await finish({ error: 'access_denied', error_description: 'The person said no' })
  await finish({ login: { accountId: login }, select_account: {}, consent: {} })
}

/** Sets the fault, and responds with the state. */
async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'POST') {
    const { fault }: { fault: Fault | null } = JSON.parse(await readText(request))
    if (fault !== null && !faults.includes(fault)) throw new Error(`There is no fault ${fault}`)
    state.fault = fault
  }
  sendJson(response, state)
}

const serve = provider.callback()
server.on('request', (request, response) => {
  const path = request.url?.split('?')[0] ?? ''
  const handle = path === '/control' ? control : path.startsWith('/interaction/') ? interact : serve
  // A form that is sent too late or twice has no interaction.
  handle(request, response).catch((error: unknown) => sendJson(response, { error: String(error) }, 400))
})
process.stdout.write(`Identity provider on ${issuer}\n`)
