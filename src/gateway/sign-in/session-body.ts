import { isInFindGroup } from '../guards/find.ts'
import type { GatewayOptions } from '../options.ts'
import type { Identity } from './identity.ts'

/** Who is signed in, as JSON: the body of `GET /auth/session`. */
export function sessionBody(identity: Identity, { signIn, find }: Pick<GatewayOptions, 'signIn' | 'find'>): string {
  const person = identity.kind === 'person' ? identity : null
  return JSON.stringify({
    signIn: signIn?.kind ?? null,
    person: person && {
      email: person.person.email,
      name: person.person.name,
      id: person.person.id,
      maySearch: find !== null && isInFindGroup(find.groups, identity),
    },
    allowed: identity.kind === 'open' || person?.refusal === null,
    refusal: person?.refusal ?? null,
    until: person?.until == null ? null : new Date(person.until).toISOString(),
  })
}
