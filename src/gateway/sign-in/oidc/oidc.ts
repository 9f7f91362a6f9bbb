import * as openid from 'openid-client'

import type { Answer } from '../../response.ts'
import type { Visit } from '../../visit.ts'
import { readCookie, writeCookie } from '../session/cookies.ts'
import type { SignIn } from '../identity.ts'
import { type Allowed, type Person, readPerson } from '../person.ts'
import { createProvider, type ProviderOptions } from './provider.ts'
import { createRemembered } from '../session/expiring-set.ts'
import { returnPath } from '../return-path.ts'
import { createSealer, randomText } from '../session/encrypted-token.ts'
import { createSessions } from '../session/cookie-sessions.ts'
import { longestSignIn, removeOldTries, tryCookie } from './login-transaction.ts'
import { judge, type Problem } from './sign-in-error.ts'
import { createTurns } from '../turns.ts'

export interface OidcOptions extends ProviderOptions {
  scopes: string
  groupsClaim: string
  secrets: readonly string[]
  allowed: Allowed
  /** Where people open this console; they come back to its `/auth/callback`. */
  publicOrigin: string
}

/** How many sign-ins may ask the provider at once, and how long one may take at the most, in milliseconds. */
const finishing = { most: 16, longest: 60_000 }

/** How many used tries are remembered. */
const mostUsed = 10_000

const callbackPath = '/auth/callback'

/**
 * Signing in with OpenID Connect: authorization code, PKCE, state and nonce. What the provider answers is checked by
 * signature, issuer, audience, nonce and time. State between the two steps is in a sealed cookie of its own for each try,
 * so that two tabs do not disturb each other.
 * Each try asks the provider once: whoever has its cookie cannot send this server there again and again.
 */
export function createOidc(options: OidcOptions): SignIn {
  const { publicOrigin, allowed } = options
  const sessions = createSessions(options.secrets, allowed)
  const tries = createSealer(options.secrets, 'sign-in')
  const provider = createProvider(options)
  const used = createRemembered(mostUsed)
  const takeTurn = createTurns(finishing.most, finishing.longest)

  const begin = async ({ request }: Visit, search: URLSearchParams): Promise<Answer> => {
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
      const cookie = writeCookie(tryCookie(state), sealed, longestSignIn)
      return redirect(address.href, [...removeOldTries(request.headers), cookie])
    } catch (error) {
      return failedSignIn(error, back)
    }
  }

  const finish = async ({ request }: Visit, search: URLSearchParams, target: URL): Promise<Answer> => {
    const cookie = tryCookie(search.get('state') ?? '')
    const known = await tries.open(readCookie(request.headers, cookie) ?? '')
    const removal = [writeCookie(cookie, '', 0)]
    if (!known) return problem('expired', '/', removal)
    const text = (name: string) => (typeof known[name] === 'string' ? known[name] : '')
    const [state, back] = [text('state'), returnPath(text('back'))]
    if (used.has(state)) return problem('expired', back, removal, 'used')
    const endTurn = takeTurn()
    if (!endTurn) return problem('unavailable', back, removal, 'busy')
    used.add(state, Date.now() + longestSignIn * 1000)
    try {
      const config = await provider()
      const tokens = await openid.authorizationCodeGrant(config, target, {
        pkceCodeVerifier: text('verifier'),
        expectedState: state,
        expectedNonce: text('nonce'),
        idTokenExpected: true,
      })
      const person = await personOf(config, tokens, options)
      if (!person) return problem('invalid', back, removal, 'no usable sub')
      // Whoever was signed in here is so no longer, nor does an answer on its way renew that.
      await sessions.end(request.headers)
      return redirect(back, [...removal, await sessions.begin(person)])
    } catch (error) {
      return failedSignIn(error, back, removal)
    } finally {
      endTurn()
    }
  }

  return {
    kind: 'oidc',
    identify: async (request) => await sessions.identify(request.headers),
    act: async (action, visit) => {
      const target = new URL(visit.target, publicOrigin)
      switch (action) {
        case 'sign-in':
          return await begin(visit, target.searchParams)
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
  const { what, why } = judge(error)
  return problem(what, back, cookies, why)
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
