import { AuthorizationResponseError } from 'openid-client'

import { AnswerTooLarge } from '../../bounded-fetch.ts'

/** Why a sign-in failed; the page has words for each. */
export type SignInProblem = 'expired' | 'no_cookie' | 'refused' | 'invalid' | 'unavailable'

export class SignInError extends Error {
  override name = 'SignInError'
  readonly problem: SignInProblem
  /** A code for the log: never free text, which could hold a name. */
  readonly reason: string

  constructor(problem: SignInProblem, reason: string) {
    super(reason)
    this.problem = problem
    this.reason = reason
  }
}

/** Classifies an error of the OpenID client. Its texts come from the provider, or from the person who wrote the URL. */
export function toSignInError(error: unknown): SignInError {
  if (error instanceof SignInError) return error
  if (error instanceof AuthorizationResponseError)
    return new SignInError('refused', safeCode(error.error, /^[a-z_]{1,40}$/))
  if (isCausedByLength(error)) return new SignInError('unavailable', 'answer too large')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new SignInError(isUnavailable(error, code) ? 'unavailable' : 'invalid', safeCode(code, /^[A-Z_]{1,60}$/))
}

const isCausedByLength = (error: unknown): boolean =>
  error instanceof AnswerTooLarge || (error instanceof Error && isCausedByLength(error.cause))

const safeCode = (text: string, form: RegExp) => (text === '' || form.test(text) ? text : 'other')

/** No connection, no reply in time, or a reply by which the provider has a failure of its own. */
function isUnavailable(error: unknown, code: string): boolean {
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true
  if (error instanceof TypeError) return true
  const { cause } = error instanceof Error ? error : {}
  return (cause instanceof Response && cause.status >= 500) || cause instanceof TypeError
}
