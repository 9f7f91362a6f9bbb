import type { ChatId } from '../linq/chat-id.ts'
import { checkRequest, identify, nameInLog } from './admission.ts'
import { lookUpChat } from './chat-lookup.ts'
import { findChats } from './find/find-chats.ts'
import { createFindServices } from './find/services.ts'
import { createLookupTickets } from './guards/lookup-ticket.ts'
import { checkMethod } from './guards/method.ts'
import { createRateLimiter } from './guards/rate-limit.ts'
import { noSuchOperation } from './guards/route.ts'
import type { GatewayOptions } from './options.ts'
import { lookUpForPage, type PageLookup, type PageNeeds } from './page-lookup.ts'
import { health, readiness, version } from './readiness.ts'
import type { GatewayRequest, RequestContext } from './request.ts'
import { beginRequestLog, internalError, type RequestLog } from './request-log.ts'
import { type GatewayResponse, json, type Outcome, respond } from './response.ts'
import type { Services } from './services.ts'
import { renewSession } from './sign-in/identity.ts'
import { sessionBody } from './sign-in/session-body.ts'
import { parseTarget } from './target.ts'
import { deadlinesFor } from './upstream/call.ts'
import { createCircuitBreakers, neverOpen } from './upstream/circuit-breaker.ts'
import { createConcurrencyLimit, upstreamConcurrency } from './upstream/concurrency.ts'
import { createLookUp } from './upstream/look-up.ts'
import { createMemoryBudget } from './upstream/memory-budget.ts'

export interface Gateway {
  /** Answers a request; it never rejects. */
  handle: (request: GatewayRequest) => Promise<GatewayResponse>
  /** Looks a chat up for its page, which is sent with the answer in it. The caller has checked the host. */
  lookUpForPage: (id: ChatId, request: GatewayRequest, needs: PageNeeds) => Promise<PageLookup>
  /** How many upstream calls are in progress and how many lookups wait for one, for metrics. */
  load: () => { running: number; waiting: number }
}

/**
 * Makes the gateway between the console and Linq. It forwards two reads, of one chat and of the chats of a handle,
 * and nothing else; the token goes out with them only. The README beside this file has the path of a request and the threats.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { onEvent = () => {} } = options
  const deadlines = deadlinesFor(options.timeoutMs)
  // Longer than any call, so that a lease expires only if the runtime dropped the request.
  const leaseMs = 2 * deadlines.total
  const breakers = options.circuitBreaker ? createCircuitBreakers(leaseMs) : neverOpen
  const concurrency = createConcurrencyLimit({ ...upstreamConcurrency, leaseMs })
  const call = { ...options, deadlines, concurrency, reserve: createMemoryBudget(leaseMs), leaseMs, breakers, onEvent }
  const services: Services = {
    options,
    onEvent,
    breakers,
    limiter: createRateLimiter(options.lookupsPerMinute),
    tickets: createLookupTickets(),
    lookUp: createLookUp(call),
    find: options.find && createFindServices(options.find, call),
  }
  return {
    load: concurrency.counts,
    handle: (request) => handle(request, services),
    lookUpForPage: (id, request, needs) => lookUpForPage({ request, target: { kind: 'chat', id } }, needs, services),
  }
}

async function handle(request: GatewayRequest, services: Services): Promise<GatewayResponse> {
  const { options } = services
  const context = { request, target: parseTarget(request.target) }
  const log = beginRequestLog(context.target, services)
  let outcome: Outcome
  try {
    outcome = await route(context, log, services)
  } catch (error) {
    outcome = internalError(error, log, options)
  }
  log.end(outcome)
  return respond(outcome, log.requestId, {
    method: request.method,
    strictTransport: options.strictTransport,
  })
}

/** Names who has just signed in in the log. */
function signedIn(outcome: Outcome, log: RequestLog): Outcome {
  if (outcome.person) nameInLog(outcome.person, log)
  return outcome
}

async function route(context: RequestContext, log: RequestLog, services: Services): Promise<Outcome> {
  const { options, breakers } = services
  const { request, target } = context
  // For any host and without sign-in, since a load balancer or an operator asks each process by its address.
  if (target.kind === 'health') return checkMethod(context) ?? health()
  if (target.kind === 'ready') return checkMethod(context) ?? readiness(options.isDraining(), breakers.v2)
  if (target.kind === 'version') return checkMethod(context) ?? version(options.build)
  const refused = checkRequest(context, options)
  if (refused) return refused
  if (target.kind === 'sign-in' && target.action !== 'session')
    return signedIn((await options.signIn?.act(target.action, request)) ?? noSuchOperation(), log)
  const identity = await identify(request, log, options)
  const outcome =
    target.kind === 'sign-in'
      ? json(sessionBody(identity, options))
      : await (target.kind === 'find' ? findChats : lookUpChat)(context, identity, log, services)
  if (identity.kind !== 'person') return outcome
  // At the end, since the person may have signed out during the lookup.
  const cookies = await renewSession(identity)
  return cookies.length === 0 ? outcome : { ...outcome, cookies }
}
