import { type Answer, failed, respond } from './answers.ts'
import { checkDraining } from './checks/draining.ts'
import { checkFetchMetadata } from './checks/fetch-metadata.ts'
import { checkHost } from './checks/host.ts'
import { checkId } from './checks/id.ts'
import { checkLimit, createLimiter, type Limiter } from './checks/limit.ts'
import { checkMethod } from './checks/method.ts'
import { checkRoute, noSuchOperation } from './checks/route.ts'
import { checkSession } from './checks/session.ts'
import type { GatewayEvent, GatewayOptions, LookupLine } from './options.ts'
import type { Identity } from './sign-in/identity.ts'
import { nameOf } from './sign-in/person.ts'
import { describeSession } from './sign-in/session.ts'
import { readTarget } from './target.ts'
import { deadlinesFor } from './upstream/ask.ts'
import { type Breaker, createBreaker } from './upstream/breaker.ts'
import { createLookUp, type LookUp } from './upstream/look-up.ts'
import { createSlots } from './upstream/slots.ts'
import type { Arrival, Visit } from './visit.ts'

/** Answers one request. */
export type Gateway = ((request: Request, arrival?: Arrival) => Promise<Response>) & {
  /** How much is under way, for whoever counts it. */
  load: () => { running: number; waiting: number }
}

/** What the gateway keeps from request to request. */
interface Parts {
  options: GatewayOptions
  limiter: Limiter
  lookUp: LookUp
  breaker: Breaker
  onEvent: (event: GatewayEvent) => void
}

/**
 * Makes the gateway between the console and Linq. It forwards one operation, reading one chat, and nothing else; the
 * token goes out with that request only. Checks run in this order, each in a module of its own: host, route, method,
 * fetch metadata, session (then: draining), limit, id. Health is told to any host, since a load balancer asks by address.
 */
export function createGateway(options: GatewayOptions): Gateway {
  const { onEvent = () => {} } = options
  const slots = createSlots()
  const breaker = options.breaks ? createBreaker() : neverBreaks
  const parts: Parts = {
    options,
    onEvent,
    breaker,
    limiter: createLimiter(options.lookupsPerMinute),
    lookUp: createLookUp({
      ...options,
      deadlines: deadlinesFor(options.timeoutMs),
      slots,
      breaker,
      share: options.shares,
      onEvent,
    }),
  }
  return Object.assign(async (request: Request, arrival: Arrival = {}) => await visit(request, arrival, parts), {
    load: slots.counts,
  })
}

const neverBreaks: Breaker = { wait: () => 0, record: () => {}, isReachable: () => true }

async function visit(request: Request, arrival: Arrival, parts: Parts): Promise<Response> {
  const { options, onEvent } = parts
  const started = performance.now()
  const facts = { time: new Date().toISOString(), requestId: crypto.randomUUID() }
  const target = arrival.target ?? pathOf(request)
  const route = readTarget(target)
  const host = arrival.host ?? request.headers.get('host') ?? ''
  const one: Visit = { request, target, route, host, address: arrival.address ?? null }
  // Probes would drown everything else.
  const counts = route.kind !== 'health' && route.kind !== 'ready'
  if (counts) onEvent({ kind: 'began' })
  let person: string | null = null
  const answer = await answerTo(one, facts, parts, (name) => (person = name)).catch((error: unknown) => {
    options.onBug(error)
    return failed(
      'internal_error',
      `The gateway itself failed. Quote request ${facts.requestId} to whoever runs this console.`,
    )
  })
  const milliseconds = performance.now() - started
  if (counts) {
    const { status, code } = answer
    onEvent({ kind: 'ended', code, status, seconds: milliseconds / 1000 })
    options.log({
      level: levelOf(status),
      ...facts,
      person,
      chatId: route.kind === 'chat' ? route.id : null,
      status,
      code,
      source: options.source,
      durationMs: Math.round(milliseconds),
    })
  }
  return respond(answer, facts.requestId, { head: request.method === 'HEAD', secure: options.secure })
}

const levelOf = (status: number) => (status === 500 ? 'error' : status > 500 || status === 429 ? 'warn' : 'info')

const pathOf = (request: Request) => {
  const { pathname, search } = new URL(request.url)
  return pathname + search
}

type Facts = Pick<LookupLine, 'time' | 'requestId'>

/** The checks that need nobody's name, in their order, and then what was asked for. */
async function answerTo(one: Visit, facts: Facts, parts: Parts, onPerson: (name: string) => void): Promise<Answer> {
  const { options, breaker } = parts
  const { route } = one
  if (route.kind === 'health') return checkMethod(one) ?? json({ status: 'ok' })
  if (route.kind === 'ready') return checkMethod(one) ?? readiness(options, breaker)
  const refusal =
    checkHost(one, options.isOwnHost) ??
    checkRoute(one, options.signIn !== null) ??
    checkMethod(one) ??
    checkFetchMetadata(one)
  if (refusal) return refusal
  if (route.kind === 'sign-in' && route.action !== 'session')
    return (await options.signIn?.act(route.action, one)) ?? noSuchOperation()
  const identity: Identity = options.signIn ? await options.signIn.identify(one.request) : { kind: 'open' }
  if (identity.kind === 'person') onPerson(nameOf(identity.person))
  const answer =
    route.kind === 'sign-in'
      ? describeSession(identity, options.signIn)
      : await answerLookup(one, identity, facts, parts)
  // Asked only now: the person may have signed out while the answer was on its way.
  const renewed = identity.kind === 'person' ? ((await identity.renew?.()) ?? null) : null
  return renewed === null ? answer : { ...answer, cookies: [...(answer.cookies ?? []), renewed] }
}

/** The checks of a lookup, the lookup, and its trace: without a trace nobody looks. */
async function answerLookup(one: Visit, identity: Identity, facts: Facts, parts: Parts): Promise<Answer> {
  const { options, limiter, lookUp } = parts
  const { request } = one
  const notAllowed = checkSession(identity)
  if (notAllowed) return notAllowed
  const draining = checkDraining(options.isDraining())
  if (draining) {
    parts.onEvent({ kind: 'shed', reason: 'draining' })
    return draining
  }
  const person = identity.kind === 'person' ? identity.person : null
  const limited = checkLimit(limiter, person?.id ?? one.address ?? '', options.lookupsPerMinute)
  if (limited) {
    parts.onEvent({ kind: 'shed', reason: 'too_many_lookups' })
    return limited
  }
  const id = checkId(one)
  if (typeof id !== 'string') return id
  // A HEAD asks the upstream with GET too: only a body can be judged, and both methods must answer alike.
  const answer = await lookUp(id, { fresh: asksAnew(request.headers), client: request.signal })
  try {
    await options.audit({
      ...facts,
      person: person && nameOf(person),
      chatId: id,
      outcome: answer.code ?? 'ok',
      hidden: options.masked,
    })
    return answer
  } catch (error) {
    options.onBug(error)
    return failed(
      'audit_unavailable',
      'The lookup could not be written to the audit log, so its answer is not shown.',
      {
        headers: { 'retry-after': '5' },
      },
    )
  }
}

/** Whether an answer that is on its way already is too old: what browsers say of a refresh. */
const asksAnew = (headers: Headers) => /\bno-cache\b/i.test(headers.get('cache-control') ?? '')

const json = (body: object, status = 200): Answer => ({ status, code: null, body: JSON.stringify(body), headers: {} })

/** Whether lookups should be sent here. The settings are valid, else nothing would run. */
function readiness({ isDraining }: GatewayOptions, breaker: Breaker): Answer {
  const draining = isDraining()
  const upstream = breaker.isReachable()
  return json(
    {
      status: draining || !upstream ? 'unavailable' : 'ok',
      settings: 'valid',
      draining,
      upstream: upstream ? 'ok' : 'failing',
    },
    draining || !upstream ? 503 : 200,
  )
}
