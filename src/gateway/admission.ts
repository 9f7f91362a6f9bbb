// Who is admitted: the checks in their order.
import type { ChatId } from '../linq/chat-id.ts'
import { ticketHeader } from '../linq/lookup-ticket.ts'
import { checkDraining } from './guards/draining.ts'
import { checkFetchMetadata } from './guards/fetch-metadata.ts'
import { checkHost } from './guards/host.ts'
import { checkId } from './guards/id.ts'
import { checkMethod } from './guards/method.ts'
import { checkRateLimit } from './guards/rate-limit.ts'
import { checkRoute } from './guards/route.ts'
import { checkSession } from './guards/session.ts'
import type { GatewayOptions } from './options.ts'
import type { GatewayRequest, RequestContext, RequestFacts } from './request.ts'
import type { Outcome } from './response.ts'
import type { Services } from './services.ts'
import type { Identity } from './sign-in/identity.ts'
import { nameOf, type Person } from './sign-in/person.ts'

/** The checks that do not depend on who asks, in their order. Those of {@link admit} follow when the person is known. */
export const checkRequest = (context: RequestContext, { isOwnHost, signIn }: GatewayOptions): Outcome | null =>
  checkHost(context, isOwnHost) ??
  checkRoute(context, signIn !== null) ??
  checkMethod(context) ??
  checkFetchMetadata(context)

/** Finds out who asks, and names them in the log. */
export async function identify(
  { headers }: GatewayRequest,
  log: RequestFacts,
  { signIn }: GatewayOptions,
): Promise<Identity> {
  const identity: Identity = signIn ? await signIn.identify(headers) : { kind: 'open' }
  if (identity.kind === 'person') nameInLog(identity.person, log)
  return identity
}

/** Names a person and their account in a request's log and audit lines. */
export function nameInLog(person: Person, log: RequestFacts): void {
  Object.assign(log, { person: nameOf(person), iss: person.issuer, sub: person.id })
}

/** The checks of who asks, and of a process that is about to stop. */
export function checkPerson(identity: Identity, { options, onEvent }: Services): Outcome | null {
  const refused = checkSession(identity)
  if (refused) return refused
  const draining = checkDraining(options.isDraining())
  if (draining) onEvent({ kind: 'shed', reason: 'draining' })
  return draining
}

/** The checks of a lookup that depend on who asks; it charges their limit. */
export function admit(context: RequestContext, identity: Identity, services: Services): ChatId | Outcome {
  const { options, limiter, tickets, onEvent } = services
  const { request, target } = context
  const refused = checkPerson(identity, services)
  if (refused) return refused
  const person = limitKey(request, identity)
  const ticket = request.headers.get(ticketHeader)
  const hasTicket = ticket !== null && target.kind === 'chat' && tickets.redeem(ticket, person, target.id)
  const limited = hasTicket ? null : checkRateLimit(limiter, person, options.lookupsPerMinute)
  if (limited) {
    onEvent({ kind: 'shed', reason: 'too_many_lookups' })
    return limited
  }
  return checkId(context)
}

/** Whose limit a lookup is charged to: the person's, or the address's where people do not sign in. */
export const limitKey = ({ address }: GatewayRequest, identity: Identity): string =>
  accountOf(identity) || (address ?? '')

/** The account of a person, as a key; '' where people do not sign in. */
export const accountOf = (identity: Identity): string =>
  identity.kind === 'person' ? `${identity.person.issuer} ${identity.person.id}` : ''
