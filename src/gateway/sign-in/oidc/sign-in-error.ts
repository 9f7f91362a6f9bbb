import { AuthorizationResponseError } from 'openid-client'

import { AnswerTooLarge } from '../../bounded-fetch.ts'
import { KeysUnreachable } from '../key-set.ts'
import { flawOf, isTokenFlaw, type TokenFlaw } from '../token-checks.ts'

/** Why a sign-in failed; the page has words for each. */
export type SignInProblem = 'expired' | 'no_cookie' | 'refused' | 'invalid' | 'unavailable'

export class SignInError extends Error {
  override name = 'SignInError'
  readonly problem: SignInProblem
  /** A code for the log: never free text, which could hold a name. */
  readonly reason: string
  /** What is wrong with the token, where that is known; the page has words for it. */
  readonly flaw: TokenFlaw | null

  constructor(problem: SignInProblem, reason: string, flaw: TokenFlaw | null = null) {
    super(reason)
    this.problem = problem
    this.reason = reason
    this.flaw = flaw
  }
}

/** A token that is refused for a flaw. */
export const flawedToken = (flaw: TokenFlaw): SignInError => new SignInError('invalid', flaw, flaw)

/**
 * Classifies an error of the OpenID client, or of the check of a signature. Its texts come from the provider, or from the
 * person who wrote the URL.
 */
export function toSignInError(error: unknown): SignInError {
  if (error instanceof SignInError) return error
  if (error instanceof AuthorizationResponseError)
    return new SignInError('refused', safeCode(error.error, /^[a-z_]{1,40}$/))
  if (isCausedBy(error, (cause) => cause instanceof AnswerTooLarge))
    return new SignInError('unavailable', 'answer too large')
  if (error instanceof KeysUnreachable) return new SignInError('unavailable', 'keys unreachable')
  const tokenFlaw = flawOf(error)
  if (tokenFlaw) return flawedToken(tokenFlaw)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const problem = isUnavailable(error, code) ? 'unavailable' : 'invalid'
  const flaw = problem === 'invalid' ? flawOfClientError(error) : null
  return new SignInError(problem, safeCode(code, /^[A-Z_]{1,60}$/) + (flaw ? `: ${flaw}` : ''), flaw)
}

const isCausedBy = (error: unknown, isMeant: (cause: unknown) => boolean): boolean =>
  isMeant(error) || (error instanceof Error && isCausedBy(error.cause, isMeant))

/** The flaw that an error of the OpenID client stands for. Its cause has the claim, or is an error whose cause has it. */
function flawOfClientError(error: unknown): TokenFlaw | null {
  const cause = causeOf(causeOf(error)) ?? causeOf(error)
  if (typeof cause !== 'object' || cause === null) return null
  // The algorithm is the only parameter of a header with an expected value.
  if ('header' in cause && 'expected' in cause) return 'alg'
  const named = 'claim' in cause ? cause.claim : 'attribute' in cause ? cause.attribute : null
  if (named === 'issuer') return 'iss'
  if (isTokenFlaw(named)) return named
  // A claim is missing, or has another type.
  return 'claims' in cause ? 'format' : null
}

const causeOf = (error: unknown) => (error instanceof Error ? error.cause : null)

const safeCode = (text: string, form: RegExp) => (text === '' || form.test(text) ? text : 'other')

/** No connection, no reply in time, or a reply by which the provider has a failure of its own. */
function isUnavailable(error: unknown, code: string): boolean {
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true
  // A reply that began in time and did not end in time has another code.
  if (isCausedBy(error, (cause) => cause instanceof Error && cause.name === 'TimeoutError')) return true
  if (error instanceof TypeError) return true
  const { cause } = error instanceof Error ? error : {}
  return (cause instanceof Response && cause.status >= 500) || cause instanceof TypeError
}
