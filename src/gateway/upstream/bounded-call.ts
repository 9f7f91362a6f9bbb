import type { GatewayEvent, GatewayOptions } from '../options.ts'
import { clientLeft, failed, type Outcome } from '../response.ts'
import { callUpstream, type Deadlines, type NoReply, type Reply } from './call.ts'
import type { CircuitBreakers, UpstreamHealth } from './circuit-breaker.ts'
import type { CallContext } from './coalesce.ts'
import type { ConcurrencyLimit } from './concurrency.ts'
import type { Reservation } from './memory-budget.ts'
import { type Operation, versionFor } from './operation.ts'
import type { ClassifiedReply } from './reply-failures.ts'

export interface BoundedCallOptions extends Pick<GatewayOptions, 'upstream' | 'origin' | 'tokens'> {
  deadlines: Deadlines
  concurrency: ConcurrencyLimit
  reserve: () => Reservation
  breakers: CircuitBreakers
  /** How long a dropped request may hold what it took, in milliseconds. */
  leaseMs: number
  onEvent: (event: GatewayEvent) => void
}

/** What a reply means to the metrics and to the circuit breaker. */
type Verdict = Pick<ClassifiedReply, 'kind' | 'health'>

/** A call to be made, and how its reply is read. */
interface PlannedCall<Classified extends Verdict> {
  operation: Operation
  /** What the call is about, for the circuit breaker. */
  subject: string
  /** The most bytes of the body. */
  largest: number
  read: (reply: Reply | NoReply) => Classified | Promise<Classified>
}

/**
 * Makes calls within all bounds: a limited number at a time, the memory of their bodies, the circuit breaker of the API's
 * version, and deadlines. The result of a call that was not made has an outcome alone.
 */
export function createBoundedCall(options: BoundedCallOptions) {
  const { upstream, origin, tokens, deadlines, concurrency, reserve, breakers, onEvent } = options
  const shed = (reason: 'overloaded' | 'upstream_down', detail: string, milliseconds: number) => {
    onEvent({ kind: 'shed', reason })
    return failed(reason, detail, { headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1000))) } })
  }
  return async <Classified extends Verdict>(
    { operation, subject, largest, read }: PlannedCall<Classified>,
    { signal, onSent }: CallContext,
  ): Promise<Classified | { outcome: Outcome }> => {
    const breaker = breakers[versionFor(operation)]
    const release = await concurrency.acquire(signal, deadlines.total)
    if (release === 'left') return { outcome: clientLeft }
    if (typeof release === 'string')
      return {
        outcome: shed('overloaded', 'This console has too many lookups in progress. Try again in a moment.', 1000),
      }
    const reservation = reserve()
    let health: UpstreamHealth | null = null
    try {
      const wait = breaker.wait()
      if (wait > 0)
        return {
          outcome: shed(
            'upstream_down',
            `Linq failed several times in a row, so lookups are paused for a moment. Try again in ${Math.ceil(wait / 1000)} s.`,
            wait,
          ),
        }
      health = 'unknown'
      onSent()
      const started = performance.now()
      const call = { operation, largest, origin, tokens, deadlines, reservation, client: signal }
      const reply = await callUpstream(upstream, call)
      const seconds = (performance.now() - started) / 1000
      const classified = await read(reply)
      health = classified.health
      onEvent({ kind: 'called', outcome: classified.kind, seconds })
      if (classified.kind === 'no-room') onEvent({ kind: 'shed', reason: 'overloaded' })
      return classified
    } finally {
      // A call that throws proves nothing, but it must not stay the trial of the circuit breaker.
      if (health !== null) breaker.record(subject, health)
      reservation.release()
      release()
    }
  }
}
