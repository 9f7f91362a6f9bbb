import { largeAnswerLength } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import type { CancelSignal } from '../cancellation.ts'
import type { GatewayOptions } from '../options.ts'
import { clientLeft, type Outcome } from '../response.ts'
import { type BoundedCallOptions, createBoundedCall } from './bounded-call.ts'
import { largestBody, type NoReply, type Reply } from './call.ts'
import { createClassifier } from './classify-reply.ts'
import { type CallContext, createCoalescer, type Waiter } from './coalesce.ts'
import { createConcurrencyLimit, upstreamConcurrency } from './concurrency.ts'
import { type LargeAnswer, readLargeAnswer } from './large-answer.ts'
import type { ClassifiedReply } from './reply-failures.ts'

export interface LookUpOptions extends BoundedCallOptions, Pick<GatewayOptions, 'masked' | 'coalesce'> {}

/** Looks one chat up within all bounds. Several lookups may get the same outcome object, so it must not be changed. */
export type LookUp = (id: ChatId, waiter: Waiter) => Promise<Outcome>

export function createLookUp(options: LookUpOptions): LookUp {
  const coalesce = createCoalescer<{ outcome: Outcome }>()
  const boundedCall = createBoundedCall(options)
  const classify = createClassifier(options)
  const readLarge = createLargeReader(options)
  const classifyLarge = async (reply: Reply, id: ChatId, client: CancelSignal): Promise<ClassifiedReply> => {
    const large = await readLarge(reply, id, client)
    return typeof large === 'string' ? classify(large, id) : classify(reply, id, large)
  }
  const call = (id: ChatId, context: CallContext): Promise<{ outcome: Outcome }> => {
    const read = (reply: Reply | NoReply) =>
      isLarge(reply) ? classifyLarge(reply, id, context.signal) : classify(reply, id)
    return boundedCall({ operation: { kind: 'get-chat', id }, subject: id, largest: largestBody, read }, context)
  }
  return async (id, waiter) => {
    if (!options.coalesce) return (await call(id, { signal: waiter.client, onSent: () => {} })).outcome
    const { result, shared } = await coalesce(id, waiter, (context) => call(id, context))
    if (shared) options.onEvent({ kind: 'coalesced' })
    return result === 'left' ? clientLeft : result.outcome
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
