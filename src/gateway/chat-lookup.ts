import type { ChatId } from '../linq/chat-id.ts'
import { ticketHeader } from '../linq/lookup-ticket.ts'
import { checkDraining } from './guards/draining.ts'
import { checkFetchMetadata } from './guards/fetch-metadata.ts'
import { checkHost } from './guards/host.ts'
import { checkId } from './guards/id.ts'
import type { LookupTickets } from './guards/lookup-ticket.ts'
import { checkMethod } from './guards/method.ts'
import { checkRateLimit, type RateLimiter } from './guards/rate-limit.ts'
import { checkRoute } from './guards/route.ts'
import { checkSession } from './guards/session.ts'
import type { GatewayEvent, GatewayOptions } from './options.ts'
import { factsOf, type GatewayRequest, type HeaderReader, type RequestContext, type RequestFacts } from './request.ts'
import { failed, type Outcome } from './response.ts'
import type { Identity } from './sign-in/identity.ts'
import { nameOf, type Person } from './sign-in/person.ts'
import type { AuditLine } from './audit.ts'
import type { FindServices } from './find/services.ts'
import type { CircuitBreakers } from './upstream/circuit-breaker.ts'
import type { LookUp } from './upstream/look-up.ts'

/** What the gateway keeps from request to request. */
export interface Services {
  options: GatewayOptions
  limiter: RateLimiter
  tickets: LookupTickets
  lookUp: LookUp
  /** null where searches are off. */
  find: FindServices | null
  breakers: CircuitBreakers
  onEvent: (event: GatewayEvent) => void
}

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

/** The lookup of a chat by its own request. */
export async function lookUpChat(
  context: RequestContext,
  identity: Identity,
  log: RequestFacts,
  services: Services,
): Promise<Outcome> {
  const { options, lookUp } = services
  const { headers, signal } = context.request
  const id = admit(context, identity, services)
  if (typeof id !== 'string') return id
  // HEAD calls the upstream with GET too: only a body can be classified, and both methods have to answer alike.
  const outcome = await lookUp(id, { fresh: isRefresh(headers), client: signal })
  return await auditLookup(outcome, { id, log, hidden: options.masked }, options)
}

/** Whether the client asks for a call of its own instead of one in flight (`Cache-Control: no-cache`). */
export const isRefresh = (headers: HeaderReader): boolean => /\bno-cache\b/i.test(headers.get('cache-control') ?? '')

/** Writes the audit line of a lookup. Without it the outcome is not shown. */
export const auditLookup = async (
  outcome: Outcome,
  { id, log, hidden }: { id: ChatId; log: RequestFacts; hidden: boolean },
  options: GatewayOptions,
): Promise<Outcome> =>
  await showAudited(outcome, { ...factsOf(log), chatId: id, outcome: auditCode(outcome), hidden }, options)

/** The outcome as an audit line has it. */
export const auditCode = ({ code }: Outcome): string => code ?? 'ok'

/** Writes an audit line. Without it the outcome is not shown. */
export async function showAudited(
  outcome: Outcome,
  line: AuditLine,
  { audit, onBug }: GatewayOptions,
): Promise<Outcome> {
  try {
    await audit(line)
    return outcome
  } catch (error) {
    onBug(error)
    return failed(
      'audit_unavailable',
      'The lookup could not be written to the audit log, so its answer is not shown.',
      { headers: { 'retry-after': '5' } },
    )
  }
}
