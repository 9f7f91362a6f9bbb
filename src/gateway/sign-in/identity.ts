import type { GatewayRequest, HeaderReader } from '../request.ts'
import type { Outcome } from '../response.ts'
import type { SignInAction } from '../target.ts'
import type { Person, Refusal } from './person.ts'
import type { TokenFlaw } from './token-checks.ts'

/** What is known about who sends a request. */
export type Identity =
  /** People do not have to sign in. */
  | { kind: 'open' }
  | {
      kind: 'person'
      person: Person
      /** Why they may not look up chats; null where they may. */
      refusal: Refusal | null
      /** When they have to sign in again at the latest, milliseconds since 1970; null where a proxy decides. */
      until: number | null
      /** Renews the session: the value of `Set-Cookie`, or null when the session has ended meanwhile. */
      renew?: () => Promise<string | null>
    }
  /** The flaw is that of an assertion which was sent and refused. */
  | { kind: 'anonymous'; flaw?: TokenFlaw }
  /** It cannot be checked at the moment. */
  | { kind: 'unavailable' }

/** Renews the session of a person; called when the response is ready. @returns the values of `Set-Cookie`. */
export async function renewSession(identity: Identity): Promise<string[]> {
  const cookie = identity.kind === 'person' ? await identity.renew?.() : null
  return cookie ? [cookie] : []
}

/** A way of signing in. */
export interface SignIn {
  kind: 'oidc' | 'proxy'
  identify: (headers: HeaderReader) => Promise<Identity>
  /** Answers a route under `/auth`; null for one it does not have. `/auth/session` is the gateway's own. */
  act: (action: SignInAction, request: Pick<GatewayRequest, 'target' | 'headers'>) => Promise<Outcome | null>
}
