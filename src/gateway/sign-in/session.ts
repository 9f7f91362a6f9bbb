import type { Answer } from '../answers.ts'
import type { Identity, SignIn } from './identity.ts'

/** Tells the page who is signed in: `GET /auth/session`. */
export function describeSession(identity: Identity, signIn: SignIn | null): Answer {
  const person = identity.kind === 'person' ? identity : null
  return {
    status: 200,
    code: null,
    headers: {},
    body: JSON.stringify({
      signIn: signIn?.kind ?? null,
      person: person && { email: person.person.email, name: person.person.name, id: person.person.id },
      allowed: identity.kind === 'open' || person?.allowed === true,
      until: person?.until == null ? null : new Date(person.until).toISOString(),
    }),
  }
}
