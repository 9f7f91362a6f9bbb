import * as openid from 'openid-client'

import { createExpiringSet } from '../../expiring-set.ts'
import type { HeaderReader } from '../../request.ts'
import { failed, json, type Outcome } from '../../response.ts'
import { createConcurrencyLimit } from '../../upstream/concurrency.ts'
import type { SignIn } from '../identity.ts'
import { type Allowed, refusalOf } from '../person.ts'
import { createSessions } from '../session/cookie-sessions.ts'
import { readCookie, writeCookie } from '../session/cookies.ts'
import { createTokenCipher, randomText } from '../session/encrypted-token.ts'
import { createFrameTokens, readChallenge, signInWindow } from './frame-sign-in.ts'
import type { TokenFlaw } from '../token-checks.ts'
import { personOf } from './id-token.ts'
import { loginSeconds, type LoginTransaction, removeOldTransactions, transactionCookie } from './login-transaction.ts'
import { createProvider, type ProviderOptions } from './provider.ts'
import { type SignInProblem, toSignInError } from './sign-in-error.ts'

export interface OidcOptions extends ProviderOptions {
  scopes: string
  groupsClaim: string
  secrets: readonly string[]
  allowed: Allowed
  /** Where people open this console; the provider redirects them to its `/auth/callback`. */
  publicOrigin: string
  /** Whether pages of another site may frame the console, whose session is then in a partitioned cookie of its own. */
  partitioned: boolean
  /** Checks where a sign-in may lead back to: the path and query of a page, `/` for anything else. */
  returnPath: (text: string | null) => string
}

/** How many callbacks may call the provider at once; one that takes longer than its lease is no longer counted. */
const callbacks = { running: 16, waiting: 0, leaseMs: 60_000 }

/** How many used transactions are remembered. */
const maxUsed = 10_000

const callbackPath = '/auth/callback'

/**
 * Signing in with OpenID Connect: authorization code, PKCE, state and nonce. The ID token's signature, issuer, audience,
 * nonce and time are checked. What is needed between the two steps is in an encrypted cookie for each transaction, so that
 * two tabs do not disturb each other. Each transaction calls the provider once: a client with its cookie cannot make this
 * server call the provider again and again.
 */
export function createOidc(options: OidcOptions): SignIn {
  const { secrets, issuer, clientId, publicOrigin, allowed, returnPath, partitioned } = options
  const isPlainHttp = publicOrigin.startsWith('http:')
  const keys = { secrets, context: [issuer, clientId, publicOrigin] }
  const sessions = createSessions(keys, allowed)
  const transactions = createTokenCipher<LoginTransaction>(keys, 'sign-in')
  const frameTokens = createFrameTokens(keys)
  const provider = createProvider(options)
  const used = createExpiringSet(maxUsed)
  const concurrency = createConcurrencyLimit(callbacks)

  const begin = async (headers: HeaderReader, search: URLSearchParams): Promise<Outcome> => {
    const back = returnPath(search.get('return'))
    try {
      const { config } = await provider()
      const [state, nonce, verifier] = [randomText(), randomText(), openid.randomPKCECodeVerifier()]
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: publicOrigin + callbackPath,
        scope: options.scopes,
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(search.has('switch') && { prompt: 'select_account' }),
      })
      const token = await transactions.encrypt(
        { state, nonce, verifier, back, frame: readChallenge(search) },
        loginSeconds,
      )
      const cookie = writeCookie(transactionCookie(state), token, loginSeconds)
      return redirect(url.href, [...removeOldTransactions(headers), cookie])
    } catch (error) {
      return failedSignIn(error, back)
    }
  }

  const finish = async (headers: HeaderReader, url: URL): Promise<Outcome> => {
    const sentState = url.searchParams.get('state') ?? ''
    const cookie = transactionCookie(sentState)
    const token = readCookie(headers, cookie)
    // Safari keeps no `Secure` cookie over plain http, not even from this machine.
    if (token === null && isPlainHttp && !used.has(sentState)) return problem('no_cookie', '/', [])
    const { state, nonce, verifier, back: path, frame } = await transactions.decrypt(token ?? '')
    const removal = [writeCookie(cookie, '', 0)]
    if (!state || !nonce || !verifier || !path) return problem('expired', '/', removal)
    const back = returnPath(path)
    if (used.has(state)) return problem('expired', back, removal, 'used')
    const release = concurrency.tryAcquire()
    if (!release) return problem('unavailable', back, removal, 'busy')
    used.add(state, Date.now() + loginSeconds * 1000)
    try {
      const found = await provider()
      const tokens = await openid.authorizationCodeGrant(found.config, url, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      const person = await personOf(found, tokens, options)
      if (!person) return problem('invalid', back, removal, 'no usable sub', 'sub')
      // The browser's previous session ends, and no response in progress renews it.
      await sessions.end(headers)
      const refusal = refusalOf(person, allowed)
      const cookies = [...removal, await sessions.begin(person)]
      if (refusal) return { ...redirect(back, cookies), code: `sign_in_not_allowed: ${refusal}`, person }
      if (!frame) return { ...redirect(back, cookies), person }
      const frameToken = partitioned ? await frameTokens.issue(person, frame) : null
      return { ...(await signInWindow(frameToken, back, cookies)), person }
    } catch (error) {
      return failedSignIn(error, back, removal)
    } finally {
      release()
    }
  }

  return {
    kind: 'oidc',
    identify: sessions.identify,
    act: async (action, { target, headers }) => {
      const url = new URL(target, publicOrigin)
      switch (action) {
        case 'sign-in':
          return await begin(headers, url.searchParams)
        case 'callback':
          return await finish(headers, url)
        case 'frame': {
          if (!partitioned) return null
          const person = await frameTokens.redeem(headers)
          return person
            ? { ...json('{}'), cookies: await sessions.beginInFrame(person, headers), person }
            : failed('sign_in_required', 'The sign-in in the window cannot be used here. Sign in again.')
        }
        case 'sign-out': {
          const outcome = redirect('/sign-in?signed-out=1', [await sessions.end(headers)])
          // Not "cookies": that would remove those of every host of the domain.
          return { ...outcome, headers: { ...outcome.headers, 'clear-site-data': '"cache", "storage"' } }
        }
        case 'session':
          return null
      }
    },
  }
}

function failedSignIn(error: unknown, back: string, cookies: readonly string[] = []): Outcome {
  const { problem: what, reason, flaw } = toSignInError(error)
  return problem(what, back, cookies, reason, flaw)
}

/** Leads to the sign-in page, which has words for the problem and for the flaw of a token. */
const problem = (
  what: SignInProblem,
  back: string,
  cookies: readonly string[],
  reason = '',
  flaw: TokenFlaw | null = null,
): Outcome => ({
  ...redirect(`/sign-in?problem=${what}&return=${encodeURIComponent(back)}${flaw ? `&reason=${flaw}` : ''}`, cookies),
  code: `sign_in_${what}${reason && `: ${reason}`}`,
})

const redirect = (location: string, cookies: readonly string[]): Outcome => ({
  status: 303,
  code: null,
  body: '{}',
  headers: { location },
  cookies,
})
