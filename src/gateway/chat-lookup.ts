import type { ChatId } from '../linq/chat-id.ts'
import { admit } from './admission.ts'
import { auditCode, showAudited } from './audit.ts'
import type { GatewayOptions } from './options.ts'
import { factsOf, type HeaderReader, type RequestContext, type RequestFacts } from './request.ts'
import type { Outcome } from './response.ts'
import type { Services } from './services.ts'
import type { Identity } from './sign-in/identity.ts'

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
export const auditLookup = (
  outcome: Outcome,
  { id, log, hidden }: { id: ChatId; log: RequestFacts; hidden: boolean },
  options: GatewayOptions,
): Promise<Outcome> =>
  showAudited(outcome, { ...factsOf(log), chatId: id, outcome: auditCode(outcome), hidden }, options)
