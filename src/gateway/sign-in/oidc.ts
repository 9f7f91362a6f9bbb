import * as openid from 'openid-client'

import type { Answer } from '../answers.ts'
import type { Visit } from '../visit.ts'
import { readCookie, writeCookie } from './cookies.ts'
import type { SignIn } from './identity.ts'
import { type Allowed, type Person, readPerson } from './person.ts'
import { returnPath } from './return-path.ts'
import { createSealer, randomText } from './seal.ts'
import { createSessions } from './sessions.ts'

export interface OidcOptions {
  issuer: string
  clientId: string
  /** null: a public client, which PKCE alone protects. */
  clientSecret: string | null
  scopes: string
  groupsClaim: string
  secrets: readonly string[]
  allowed: Allowed
  /** Where people open this console; they come back to its `/auth/callback`. */
  publicOrigin: string
}

/** Why a sign-in came to nothing; the page has words for each. */
type Problem = 'expired' | 'refused' | 'invalid' | 'unavailable'

/** How long somebody may take to sign in at the provider, in seconds. */
const longestSignIn = 600

/** How long the provider may take to answer this server, in seconds. */
const providerTimeout = 10

/** How long what the provider says of itself is kept, in milliseconds. */
const keepDiscovery = 60 * 60_000

const callbackPath = '/auth/callback'

/**
 * Signing in with OpenID Connect: authorization code, PKCE, state and nonce. What the provider answers is checked by
 * signature, issuer, audience, nonce and time. State between the two steps is in a sealed cookie of its own for each try,
 * so that two tabs do not disturb each other.
 */
export function createOidc(options: OidcOptions): SignIn {
  const { publicOrigin, allowed } = options
  const sessions = createSessions(options.secrets, allowed)
  const tries = createSealer(options.secrets, 'sign-in')
  const provider = createProvider(options)

  const begin = async (search: URLSearchParams): Promise<Answer> => {
    const back = returnPath(search.get('return'))
    try {
      const config = await provider()
      const [state, nonce, verifier] = [randomText(), randomText(), openid.randomPKCECodeVerifier()]
      const address = openid.buildAuthorizationUrl(config, {
        redirect_uri: publicOrigin + callbackPath,
        scope: options.scopes,
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(search.has('switch') && { prompt: 'select_account' }),
      })
      const sealed = await tries.seal({ state, nonce, verifier, back }, longestSignIn)
      return redirect(address.href, [writeCookie(tryCookie(state), sealed, longestSignIn)])
    } catch (error) {
      return failedSignIn(error, back)
    }
  }

  const finish = async ({ request }: Visit, search: URLSearchParams, target: URL): Promise<Answer> => {
    const cookie = tryCookie(search.get('state') ?? '')
    const known = await tries.open(readCookie(request.headers, cookie) ?? '')
    const used = [writeCookie(cookie, '', 0)]
    if (!known) return problem('expired', '/', used)
    const text = (name: string) => (typeof known[name] === 'string' ? known[name] : '')
    const back = returnPath(text('back'))
    try {
      const config = await provider()
      const tokens = await openid.authorizationCodeGrant(config, target, {
        pkceCodeVerifier: text('verifier'),
        expectedState: text('state'),
        expectedNonce: text('nonce'),
        idTokenExpected: true,
      })
      const person = await personOf(config, tokens, options)
      if (!person) return problem('invalid', back, used, 'no usable sub')
      return redirect(back, [...used, await sessions.begin(person)])
    } catch (error) {
      return failedSignIn(error, back, used)
    }
  }

  return {
    kind: 'oidc',
    identify: async (request) => await sessions.identify(request.headers),
    act: async (action, visit) => {
      const target = new URL(visit.target, publicOrigin)
      switch (action) {
        case 'sign-in':
          return await begin(target.searchParams)
        case 'callback':
          return await finish(visit, target.searchParams, target)
        case 'sign-out': {
          const answer = redirect('/sign-in?signed-out=1', [await sessions.end(visit.request.headers)])
          // Not "cookies": that would take those of every host of the domain along.
          return { ...answer, headers: { ...answer.headers, 'clear-site-data': '"cache", "storage"' } }
        }
        case 'session':
          return null
      }
    },
  }
}

/** One cookie for each try; the state is random, and only letters, digits, `-` and `_` of it make a name. */
const tryCookie = (state: string) => `__Host-chat-console-try-${state.replace(/[^\w-]/g, '').slice(0, 12)}`

/** The provider as it describes itself, asked for when it is first needed. */
function createProvider({ issuer, clientId, clientSecret }: OidcOptions): () => Promise<openid.Configuration> {
  let known: { config: openid.Configuration; until: number } | undefined
  return async () => {
    if (known && Date.now() < known.until) return known.config
    const plainHttp = new URL(issuer).protocol === 'http:' // The settings allow it to this machine only.
    const config = await openid.discovery(
      new URL(issuer),
      clientId,
      {},
      clientSecret === null ? openid.None() : openid.ClientSecretPost(clientSecret),
      { timeout: providerTimeout, ...(plainHttp && { execute: [openid.allowInsecureRequests] }) },
    )
    // Else a token that comes straight from the provider would be believed without its signature.
    openid.enableNonRepudiationChecks(config)
    known = { config, until: Date.now() + keepDiscovery }
    return config
  }
}

type Tokens = Awaited<ReturnType<typeof openid.authorizationCodeGrant>>

/** Who the checked token names; some providers tell the address only when they are asked for it. */
async function personOf(
  config: openid.Configuration,
  tokens: Tokens,
  { groupsClaim, allowed }: OidcOptions,
): Promise<Person | null> {
  const claims = tokens.claims()
  if (!claims) return null
  const asked =
    claims['email'] === undefined && config.serverMetadata().userinfo_endpoint !== undefined
      ? await openid.fetchUserInfo(config, tokens.access_token, claims.sub)
      : {}
  return readPerson({ ...asked, ...claims }, { groupsClaim, allowed, emailNeedsProof: true })
}

function failedSignIn(error: unknown, back: string, cookies: readonly string[] = []): Answer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof openid.AuthorizationResponseError) return problem('refused', back, cookies, error.error)
  // Only how it failed is kept: a provider's words could name somebody.
  return problem(isOutOfReach(error, code) ? 'unavailable' : 'invalid', back, cookies, code)
}

/** No connection, no answer in time, or an answer that says the provider is not well. */
function isOutOfReach(error: unknown, code: string): boolean {
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true
  if (error instanceof TypeError) return true
  const { cause } = error instanceof Error ? error : {}
  return (cause instanceof Response && cause.status >= 500) || cause instanceof TypeError
}

const problem = (what: Problem, back: string, cookies: readonly string[], why = ''): Answer => ({
  ...redirect(`/sign-in?problem=${what}&return=${encodeURIComponent(back)}`, cookies),
  code: `sign_in_${what}${why && `: ${why}`}`,
})

const redirect = (location: string, cookies: readonly string[]): Answer => ({
  status: 303,
  code: null,
  body: '{}',
  headers: { location },
  cookies,
})
