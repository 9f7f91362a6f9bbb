import type { ChatId } from '../../linq/chat-id.ts'
import { type Answer, failed } from '../response.ts'
import { askUpstream, type Deadlines, type NoReply, type Reply, type Upstream } from './call.ts'
import type { Breaker } from './circuit-breaker.ts'
import { judge } from './classify-reply.ts'
import type { Seat } from './memory-budget.ts'
import { type Call, createSharing, type Joining } from './coalesce.ts'
import type { Slots } from './concurrency.ts'

/** What happens on the way to the upstream, for whoever counts it. */
export type UpstreamEvent =
  /** A lookup joined somebody else's call. */
  | { kind: 'coalesced' }
  /** A lookup was refused so that others may go on. */
  | { kind: 'shed'; reason: 'overloaded' | 'upstream_down' | 'too_many_lookups' | 'draining' }
  /** A call ended: `ok`, or the kind of failure. */
  | { kind: 'called'; outcome: 'ok' | NoReply | 'status'; seconds: number }

export interface LookUpOptions {
  upstream: Upstream
  origin: string
  token: string
  masked: boolean
  deadlines: Deadlines
  slots: Slots
  /** Makes the room for an answer that comes in. */
  enter: () => Seat
  breaker: Breaker
  /** Whether lookups of one chat share a call. A runtime that ties a call to the request that began it must not. */
  share: boolean
  onEvent: (event: UpstreamEvent) => void
}

/** Looks one chat up, bounded in every way; the answer may be shared, so it is not to be changed. */
export type LookUp = (id: ChatId, joining: Joining) => Promise<Answer>

export function createLookUp(options: LookUpOptions): LookUp {
  const sharing = createSharing<Answer>()
  const left = failed('client_left', 'The browser went away before Linq answered.')
  return async (id, joining) => {
    // A key that nobody else has is shared with nobody.
    const key = options.share ? id : crypto.randomUUID()
    const { result, shared } = await sharing(key, joining, (call) => callUpstream(id, call, options))
    if (shared) options.onEvent({ kind: 'coalesced' })
    return result === 'left' ? left : result
  }
}

async function callUpstream(id: ChatId, { signal, onSent }: Call, options: LookUpOptions): Promise<Answer> {
  const { upstream, origin, token, masked, deadlines, slots, enter, breaker, onEvent } = options
  const shed = (reason: 'overloaded' | 'upstream_down', detail: string, milliseconds: number) => {
    onEvent({ kind: 'shed', reason })
    return failed(reason, detail, { headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1000))) } })
  }
  const release = await slots.take(signal, deadlines.whole)
  if (release === 'left') return failed('client_left', 'The browser went away before Linq was asked.')
  if (typeof release === 'string')
    return shed('overloaded', 'Too many lookups are under way in this console. Try again in a moment.', 1000)
  try {
    const wait = breaker.wait()
    if (wait > 0)
      return shed(
        'upstream_down',
        `Linq failed several times in a row, so it is left alone for a moment. Try again in ${Math.ceil(wait / 1000)} s.`,
        wait,
      )
    onSent()
    const started = performance.now()
    const reply = await askUpstream(upstream, { id, origin, token, deadlines, seat: enter(), client: signal })
    onEvent({ kind: 'called', outcome: outcomeOf(reply), seconds: (performance.now() - started) / 1000 })
    breaker.record(id, healthOf(reply))
    if (reply === 'no-room') onEvent({ kind: 'shed', reason: 'overloaded' })
    return judge(reply, { id, token, deadlines, masked })
  } finally {
    release()
  }
}

const outcomeOf = (reply: Reply | NoReply) =>
  typeof reply === 'string' ? reply : reply.status === 200 || reply.status === 404 ? 'ok' : 'status'

/** What a reply says about the upstream's health. An answer above a limit is an answer. */
function healthOf(reply: Reply | NoReply): 'fine' | 'broken' | 'silent' | 'unknown' {
  if (typeof reply !== 'string') return reply.status >= 500 ? 'broken' : 'fine'
  if (reply === 'client-left') return 'unknown'
  return reply === 'too-large' || reply === 'no-room' ? 'fine' : 'silent'
}
