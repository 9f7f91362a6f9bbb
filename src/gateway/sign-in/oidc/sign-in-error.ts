import { AuthorizationResponseError } from 'openid-client'

/** Why a sign-in came to nothing; the page has words for each. */
export type Problem = 'expired' | 'refused' | 'invalid' | 'unavailable'

/** A sign-in that came to nothing. */
export class Trouble extends Error {
  readonly what: Problem
  /** A code for the log: nobody's words, since those could name somebody. */
  readonly why: string

  constructor(what: Problem, why: string) {
    super(why)
    this.name = 'Trouble'
    this.what = what
    this.why = why
  }
}

/** Tells what an error of the OpenID client means. Its texts are the provider's, or whoever's that wrote the address. */
export function judge(error: unknown): Trouble {
  if (error instanceof Trouble) return error
  if (error instanceof AuthorizationResponseError)
    return new Trouble('refused', codeFrom(error.error, /^[a-z_]{1,40}$/))
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new Trouble(isOutOfReach(error, code) ? 'unavailable' : 'invalid', codeFrom(code, /^[A-Z_]{1,60}$/))
}

const codeFrom = (text: string, form: RegExp) => (text === '' || form.test(text) ? text : 'other')

/** No connection, no answer in time, or an answer that says the provider is not well. */
function isOutOfReach(error: unknown, code: string): boolean {
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') return true
  if (error instanceof TypeError) return true
  const { cause } = error instanceof Error ? error : {}
  return (cause instanceof Response && cause.status >= 500) || cause instanceof TypeError
}
