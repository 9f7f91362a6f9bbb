import type { Outcome } from '../response.ts'
import type { Identity, SignIn } from './identity.ts'

/** `GET /auth/session`: who is signed in. */
export const describeSession = (identity: Identity, signIn: SignIn | null): Outcome => ({
  status: 200,
  code: null,
  headers: {},
  body: sessionBody(identity, signIn),
})

/** Who is signed in, as JSON. */
export function sessionBody(identity: Identity, signIn: SignIn | null): string {
  const person = identity.kind === 'person' ? identity : null
  return JSON.stringify({
    signIn: signIn?.kind ?? null,
    person: person && { email: person.person.email, name: person.person.name, id: person.person.id },
    allowed: identity.kind === 'open' || person?.allowed === true,
    until: person?.until == null ? null : new Date(person.until).toISOString(),
  })
}
