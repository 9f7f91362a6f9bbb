import type { Answer } from '../response.ts'
import type { Asking, Visit } from '../visit.ts'
import type { Person } from './person.ts'

/** What is known of who asks. */
export type Identity =
  /** Nobody has to sign in. */
  | { kind: 'open' }
  | {
      kind: 'person'
      person: Person
      /** Whether they may look up chats. */
      allowed: boolean
      /** When they have to sign in again at the latest, milliseconds since 1970; null where a proxy decides. */
      until: number | null
      /**
       * Renews the session, when the answer is ready: what `Set-Cookie` writes, or null when the session has ended while
       * the answer was on its way.
       */
      renew?: () => Promise<string | null>
    }
  | { kind: 'nobody' }
  /** It cannot be checked now. */
  | { kind: 'unavailable' }

/** What can be asked for under `/auth`. */
export type SignInAction = 'sign-in' | 'callback' | 'sign-out' | 'session'

/** A way of signing in. */
export interface SignIn {
  kind: 'oidc' | 'proxy'
  identify: (request: Asking) => Promise<Identity>
  /** Answers what is its own under `/auth`; null for what it does not have. `/auth/session` is the gateway's. */
  act: (action: SignInAction, visit: Visit) => Promise<Answer | null>
}
