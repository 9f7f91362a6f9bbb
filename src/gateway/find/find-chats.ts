import { mostFound } from '../../linq/find.ts'
import { type Handle, isPhoneNumber } from '../../linq/handle.ts'
import { stringifyJson } from '../../linq/json.ts'
import { maskFoundChats } from '../../linq/mask-found.ts'
import { accountOf, checkPerson } from '../admission.ts'
import { auditCode, type AuditedSearch, type AuditLine, showAudited } from '../audit.ts'
import { checkFindGroup, findOff } from '../guards/find.ts'
import { checkSearchLimit } from '../guards/rate-limit.ts'
import { factsOf, type RequestContext, type RequestFacts } from '../request.ts'
import { failed, type Outcome } from '../response.ts'
import type { Services } from '../services.ts'
import type { Identity } from '../sign-in/identity.ts'
import type { ListPage } from '../upstream/list-chats.ts'
import type { KeyedHash } from './keyed-hash.ts'
import type { PagePosition } from './page-cursor.ts'
import { searchBody, readFindRequest } from './read-find-request.ts'

/** Lists the chats in which a handle takes part: the answer to `POST /api/find`. */
export async function findChats(
  context: RequestContext,
  identity: Identity,
  log: RequestFacts,
  services: Services,
): Promise<Outcome> {
  const { options, find, onEvent } = services
  const { request } = context
  const refused = checkPerson(identity, services)
  if (refused) return refused
  if (!find) return findOff()
  const notAllowed = checkFindGroup(find.groups, identity)
  if (notAllowed) return notAllowed
  const query = await readFindRequest(request)
  if ('status' in query) return query
  const { handle } = query
  const person = accountOf(identity)
  const position = query.cursor === null ? null : await find.cursors.open(query.cursor, handle, person)
  if (query.cursor !== null && !position)
    return failed('invalid_cursor', 'This page of the list can no longer be asked for. Search again.')
  // Without sign-in all share one limit: a program on this machine can send from any address of its own.
  const limited = checkSearchLimit(find.limiter, person, find.perMinute)
  if (limited) {
    onEvent({ kind: 'shed', reason: 'too_many_searches' })
    return limited
  }
  const auditedHandle = await auditedHandleOf(handle, find.hash)
  const operation = { kind: 'list-chats', to: handle, cursor: position?.cursor ?? null } as const
  const result = await find.listChats(operation, auditedHandle.handleHash, request.signal)
  const seal = async (next: PagePosition) => await find.cursors.seal(next, handle, person)
  const { outcome, count } = result.page
    ? await answerOf(result.page, position, { handle, seal, masked: options.masked })
    : { outcome: result.outcome, count: null }
  const line: AuditLine = {
    ...factsOf(log),
    operation: 'find',
    chatId: null,
    ...auditedHandle,
    count,
    outcome: auditCode(outcome),
    hidden: options.masked,
  }
  return await showAudited(outcome, line, options)
}

/** A handle as the audit line may have it: to be recognised, not to be read. */
const auditedHandleOf = async (
  handle: Handle,
  hash: KeyedHash,
): Promise<Pick<AuditedSearch, 'lastDigits' | 'handleHash'>> => ({
  lastDigits: isPhoneNumber(handle) ? handle.slice(-2) : null,
  handleHash: (await hash(handle.toLowerCase())).slice(0, 16),
})

/** A cursor of Linq's that can be sent again. */
const usableCursor = /^[\x20-\x7e]{1,512}$/

/** The bytes of a body besides the values of its two members. */
const bodySyntax = '{"handle":"","cursor":""}'.length

interface AnswerOptions {
  handle: Handle
  seal: (next: PagePosition) => Promise<string>
  masked: boolean
}

/**
 * The answer to a search. It says that the limit is reached where Linq has more chats and no page of them can be asked for:
 * above {@link mostFound}, or behind a cursor that is not usable or is the one of this page again.
 */
async function answerOf(
  { chats: sent, nextCursor, headers }: ListPage,
  position: PagePosition | null,
  { handle, seal, masked }: AnswerOptions,
): Promise<{ outcome: Outcome; count: number }> {
  const before = position?.seen ?? 0
  const chats = sent.slice(0, mostFound - before)
  const seen = before + Math.max(1, chats.length)
  const isCut = sent.length > chats.length
  const isUsable = typeof nextCursor === 'string' && usableCursor.test(nextCursor) && nextCursor !== position?.cursor
  const sealed = isUsable && !isCut && seen < mostFound ? await seal({ cursor: nextCursor, seen }) : null
  // What does not fit into a request could not be asked for.
  const fits = sealed !== null && bodySyntax + handle.length + sealed.length <= searchBody.bytes
  const hasMore = isCut || (nextCursor !== null && nextCursor !== undefined && nextCursor !== '')
  const members = [
    `"chats":${stringifyJson(masked ? maskFoundChats(chats) : chats)}`,
    `"next_cursor":${fits ? JSON.stringify(sealed) : 'null'}`,
    ...(hasMore && !fits ? ['"limit_reached":true'] : []),
  ]
  return { outcome: { status: 200, code: null, body: `{${members.join(',')}}`, headers }, count: chats.length }
}
