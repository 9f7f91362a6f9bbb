import { largeAnswerLength } from '../../linq/chat.ts'
import { type ChatId, versionOf } from '../../linq/chat-id.ts'
import type { CancelSignal } from '../cancellation.ts'
import type { GatewayEvent, GatewayOptions } from '../options.ts'
import { clientLeft, failed, type Outcome } from '../response.ts'
import { callUpstream, type Deadlines, type NoReply, type Reply } from './call.ts'
import type { CircuitBreakers, UpstreamHealth } from './circuit-breaker.ts'
import { createClassifier } from './classify-reply.ts'
import { type CallContext, createCoalescer, type Waiter } from './coalesce.ts'
import { type ConcurrencyLimit, createConcurrencyLimit, upstreamConcurrency } from './concurrency.ts'
import type { Reservation } from './memory-budget.ts'
import { type LargeAnswer, readLargeAnswer } from './large-answer.ts'

export interface LookUpOptions extends Pick<GatewayOptions, 'upstream' | 'origin' | 'tokens' | 'masked' | 'coalesce'> {
  deadlines: Deadlines
  concurrency: ConcurrencyLimit
  reserve: () => Reservation
  breakers: CircuitBreakers
  /** How long a dropped request may hold what it took, in milliseconds. */
  leaseMs: number
  onEvent: (event: GatewayEvent) => void
}

/** Looks one chat up within all bounds. Several lookups may get the same outcome object, so it must not be changed. */
export type LookUp = (id: ChatId, waiter: Waiter) => Promise<Outcome>

export function createLookUp(options: LookUpOptions): LookUp {
  const coalesce = createCoalescer<Outcome>()
  const call = createBoundedCall(options)
  return async (id, waiter) => {
    if (!options.coalesce) return await call(id, { signal: waiter.client, onSent: () => {} })
    const { result, shared } = await coalesce(id, waiter, (context) => call(id, context))
    if (shared) options.onEvent({ kind: 'coalesced' })
    return result === 'left' ? clientLeft : result
  }
}

function createBoundedCall(options: LookUpOptions): (id: ChatId, context: CallContext) => Promise<Outcome> {
  const { upstream, origin, tokens, deadlines, concurrency, reserve, breakers, onEvent } = options
  const classify = createClassifier(options)
  const readLarge = createLargeReader(options)
  const shed = (reason: 'overloaded' | 'upstream_down', detail: string, milliseconds: number) => {
    onEvent({ kind: 'shed', reason })
    return failed(reason, detail, { headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1000))) } })
  }
  return async (id, { signal, onSent }) => {
    const release = await concurrency.acquire(signal, deadlines.total)
    if (release === 'left') return clientLeft
    if (typeof release === 'string')
      return shed('overloaded', 'This console has too many lookups in progress. Try again in a moment.', 1000)
    const reservation = reserve()
    let health: UpstreamHealth | null = null
    try {
      const wait = breakers[versionOf(id)].wait()
      if (wait > 0)
        return shed(
          'upstream_down',
          `Linq failed several times in a row, so lookups are paused for a moment. Try again in ${Math.ceil(wait / 1000)} s.`,
          wait,
        )
      health = 'unknown'
      onSent()
      const started = performance.now()
      const reply = await callUpstream(upstream, { id, origin, tokens, deadlines, reservation, client: signal })
      const seconds = (performance.now() - started) / 1000
      const large = isLarge(reply) ? await readLarge(reply, id, signal) : null
      const classified = typeof large === 'string' ? classify(large, id) : classify(reply, id, large)
      health = classified.health
      onEvent({ kind: 'called', outcome: classified.kind, seconds })
      if (classified.kind === 'no-room') onEvent({ kind: 'shed', reason: 'overloaded' })
      return classified.outcome
    } finally {
      // A call that throws proves nothing, but it must not stay the trial of the circuit breaker.
      if (health !== null) breakers[versionOf(id)].record(id, health)
      reservation.release()
      release()
    }
  }
}

const isLarge = (reply: Reply | NoReply): reply is Reply =>
  typeof reply !== 'string' && reply.status === 200 && reply.bytes.byteLength >= largeAnswerLength

/** Reads large answers one at a time, since a parsed answer takes several times the memory of its bytes. */
function createLargeReader(options: LookUpOptions) {
  const { deadlines, leaseMs } = options
  const reading = createConcurrencyLimit({ running: 1, waiting: upstreamConcurrency.running, leaseMs })
  return async ({ bytes }: Reply, id: ChatId, client: CancelSignal): Promise<LargeAnswer | null | NoReply> => {
    const release = await reading.acquire(client, deadlines.total)
    if (typeof release === 'string') return release === 'left' ? 'client-left' : 'no-room'
    // A body that cannot be decoded is left to the classifier, which says what is wrong with it.
    return await readLargeAnswer(bytes, id, options)
      .catch(() => null)
      .finally(release)
  }
}
