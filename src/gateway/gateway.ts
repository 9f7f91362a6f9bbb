import { type Answer, failed, type Outgoing, outgoing, toResponse } from './response.ts'
import { checkDraining } from './guards/draining.ts'
import { checkFetchMetadata } from './guards/fetch-metadata.ts'
import { checkHost } from './guards/host.ts'
import { checkId } from './guards/id.ts'
import { checkLimit, createLimiter, type Limiter } from './guards/rate-limit.ts'
import { checkMethod } from './guards/method.ts'
import { checkRoute, noSuchOperation } from './guards/route.ts'
import { checkSession } from './guards/session.ts'
import { chatPath } from '../linq/v2/operation.ts'
import type { ChatId } from '../linq/chat-id.ts'
import type { GatewayEvent, GatewayOptions, LookupLine } from './options.ts'
import type { Identity } from './sign-in/identity.ts'
import { nameOf } from './sign-in/person.ts'
import { describeSession, sessionBody } from './sign-in/session-response.ts'
import { readTarget, type Target } from './target.ts'
import { deadlinesFor } from './upstream/call.ts'
import { type Breaker, createBreaker } from './upstream/circuit-breaker.ts'
import { createLookUp, type LookUp } from './upstream/look-up.ts'
import { createRoom } from './upstream/memory-budget.ts'
import { createSlots } from './upstream/concurrency.ts'
import { Canceller, type Signal } from './cancellation.ts'
import type { Arrival, Asking, HeaderReader, Visit } from './visit.ts'

/** Answers one request. */
export type Gateway = ((request: Request, arrival?: Arrival) => Promise<Response>) & {
  /** How much is under way, for whoever counts it. */
  load: () => { running: number; waiting: number }
  /** The same for a host with requests of its own kind, which writes what comes itself. */
  answer: (request: Asking, arrival: Arrival & { target: string }) => Promise<Outgoing>
  /**
   * Looks a chat up for its page, which is sent with the answer in it. Whether the host is ours was asked before.
   */
  lookUpForPage: (id: ChatId, request: Asking, arrival: Arrival, page: ForPage) => Promise<PageLookup>
}

/** What a page makes of its lookup. */
interface ForPage {
  /** Whether it replaces personal data before it leaves, for the audit line. */
  hidden: boolean
  /** An answer of so many bytes is too long to be sent along: the page asks for it by itself, and only that is audited. */
  tooLong: number
}

/** A lookup that somebody's page is waiting for; the same checks, limits and traces as a request of the page's own. */
interface PageLookup {
  /** The gateway's own id of it. */
  requestId: string
  /** Each as `Set-Cookie` writes it. They are known at once, since a page's headers leave before the answer is there. */
  cookies: readonly string[]
  /** What `GET /auth/session` would answer; null where nobody signs in. */
  session: string | null
  /** Never rejects. */
  answer: Promise<Answer>
  /**
   * Lets the page go without the answer. Its own request takes the call to Linq over; what comes of this lookup is shown
   * to nobody, and so not audited.
   */
  leave: () => void
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
      enter: createRoom(),
      breaker,
      share: options.shares,
      onEvent,
    }),
  }
  const answer: Gateway['answer'] = async (request, arrival) => await visit(request, arrival, parts)
  return Object.assign(
    async (request: Request, arrival: Arrival = {}) =>
      toResponse(await answer(request, { ...arrival, target: arrival.target ?? pathOf(request) })),
    {
      load: slots.counts,
      answer,
      lookUpForPage: async (id: ChatId, request: Asking, arrival: Arrival, page: ForPage) =>
        await lookUpForPage(visitOf(request, chatPath(id), { kind: 'chat', id }, arrival), page, parts),
    },
  )
}

const neverBreaks: Breaker = { wait: () => 0, record: () => {}, isReachable: () => true }

async function visit(request: Asking, arrival: Arrival & { target: string }, parts: Parts): Promise<Outgoing> {
  const { options } = parts
  const { target } = arrival
  const one = visitOf(request, target, readTarget(target), arrival)
  const record = begin(one.route, parts)
  let person: string | null = null
  const answer = await answerTo(one, record, parts, (name) => (person = name)).catch((error: unknown) =>
    broken(error, record, options),
  )
  record.end(answer, person)
  return outgoing(answer, record.requestId, { head: request.method === 'HEAD', secure: options.secure })
}

const visitOf = (request: Asking, target: string, route: Target, arrival: Arrival): Visit => ({
  request,
  target,
  route,
  host: arrival.host ?? request.headers.get('host') ?? '',
  address: arrival.address ?? null,
})

/** A failure of our own code, which only its request id leads back to. */
function broken(error: unknown, { requestId }: Facts, options: GatewayOptions): Answer {
  options.onBug(error)
  return failed('internal_error', `The gateway itself failed. Quote request ${requestId} to whoever runs this console.`)
}

/** What is known of a request from its start, and what has to be told at its end. */
interface Recording extends Facts {
  end: (answer: Answer, person: string | null) => void
}

function begin(route: Target, { options, onEvent }: Parts): Recording {
  const started = performance.now()
  const facts = { time: new Date().toISOString(), requestId: crypto.randomUUID() }
  // Probes would drown everything else.
  if (route.kind === 'health' || route.kind === 'ready') return { ...facts, end: () => {} }
  onEvent({ kind: 'began' })
  return {
    ...facts,
    end: ({ status, code }, person) => {
      const milliseconds = performance.now() - started
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
    },
  }
}

/** How long a call to Linq that a page did not wait for is kept for the page's own request, in milliseconds. */
const handOverMs = 5000

async function lookUpForPage(one: Visit, { hidden, tooLong }: ForPage, parts: Parts): Promise<PageLookup> {
  const { options } = parts
  const record = begin(one.route, parts)
  const leaving = new Canceller()
  const leave = () => leaving.abort()
  one.request.signal.addEventListener('abort', leave)
  if (one.request.signal.aborted) leave()
  let left = false
  const waiting: Waiting = {
    client: leaving,
    hasLeft: ({ body }) => left || body.length >= tooLong,
    hidden: hidden || options.masked,
  }
  const identity = await identify(one, parts).catch((error: unknown) => broken(error, record, options))
  const who = 'kind' in identity ? identity : null
  const person = who?.kind === 'person' ? who : null
  const answer =
    'kind' in identity
      ? answerLookup(one, identity, record, parts, waiting).catch((error: unknown) => broken(error, record, options))
      : Promise.resolve(identity)
  // Nobody can have signed out since: the page's headers leave at once.
  const renewed = (await person?.renew?.()) ?? null
  return {
    requestId: record.requestId,
    cookies: renewed === null ? [] : [renewed],
    session: options.signIn && who && who.kind !== 'unavailable' ? sessionBody(who, options.signIn) : null,
    answer: answer.then((ended) => {
      record.end(ended, person && nameOf(person.person))
      return ended
    }),
    leave: () => {
      left = true
      setTimeout(leave, handOverMs)
    },
  }
}

const identify = async ({ request }: Visit, { options }: Parts): Promise<Identity> =>
  options.signIn ? await options.signIn.identify(request) : { kind: 'open' }

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
  const identity = await identify(one, parts)
  if (identity.kind === 'person') onPerson(nameOf(identity.person))
  const answer =
    route.kind === 'sign-in'
      ? describeSession(identity, options.signIn)
      : await answerLookup(one, identity, facts, parts, {
          client: one.request.signal,
          hasLeft: () => false,
          hidden: options.masked,
        })
  // Asked only now: the person may have signed out while the answer was on its way.
  const renewed = identity.kind === 'person' ? ((await identity.renew?.()) ?? null) : null
  return renewed === null ? answer : { ...answer, cookies: [...(answer.cookies ?? []), renewed] }
}

/** Who waits for a lookup. */
interface Waiting {
  /** Aborted when nobody does any more. */
  client: Signal
  /** Whether the page went without it, or goes without this one. */
  hasLeft: (answer: Answer) => boolean
  /** Whether personal data is replaced before the answer leaves. */
  hidden: boolean
}

/** The checks of a lookup, the lookup, and its trace: without a trace nobody looks. */
async function answerLookup(
  one: Visit,
  identity: Identity,
  { time, requestId }: Facts,
  parts: Parts,
  { client, hasLeft, hidden }: Waiting,
): Promise<Answer> {
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
  const answer = await lookUp(id, { fresh: asksAnew(request.headers), client })
  if (hasLeft(answer)) return failed('client_left', 'The page went on without this answer.')
  try {
    await options.audit({
      time,
      requestId,
      person: person && nameOf(person),
      chatId: id,
      outcome: answer.code ?? 'ok',
      hidden,
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
const asksAnew = (headers: HeaderReader) => /\bno-cache\b/i.test(headers.get('cache-control') ?? '')

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
