import { isParsedAtOnce, largestAtOnce } from '../../linq/chunked-json.ts'
import { isChatList, noChatList } from '../../linq/find.ts'
import type { Handle } from '../../linq/handle.ts'
import { parseJson } from '../../linq/json.ts'
import type { CancelSignal } from '../cancellation.ts'
import type { Outcome } from '../response.ts'
import { type BoundedCallOptions, createBoundedCall } from './bounded-call.ts'
import type { NoReply, Reply } from './call.ts'
import type { Operation } from './operation.ts'
import {
  bodyProblem,
  failureHeaders,
  healthOf,
  otherStatus,
  passedHeaders,
  tokenProblem,
  unusable,
  withoutReply,
} from './reply-failures.ts'
import { bodyHasToken, formsOf, hasToken, inBase64 } from './token-search.ts'

/** The bounds of a page of the list, which is parsed at once: 100 groups of 80 participants have 1.4 MiB and 66,000 values. */
const largestList = largestAtOnce
const mostListValues = 80_000

/** A page of Linq's list, with the headers of it that are passed on. */
export interface ListPage {
  chats: unknown[]
  /** As sent; unchecked. */
  nextCursor: unknown
  headers: Record<string, string>
}

/** What a call got: a page, or why there is none. */
type ListResult = { page: ListPage; outcome?: never } | { page?: never; outcome: Outcome }

/** Asks Linq for a page of the chats of a handle, within all bounds. Calls are not shared. */
export type ListChats = (
  operation: Operation & { kind: 'list-chats' },
  subject: string,
  client: CancelSignal,
) => Promise<ListResult>

export function createListChats(options: BoundedCallOptions): ListChats {
  const boundedCall = createBoundedCall(options)
  const limits = { deadlines: options.deadlines, largest: largestList }
  let tokenForms: string[] | undefined
  return async (operation, subject, client) => {
    const read = (reply: Reply | NoReply) => {
      if (typeof reply === 'string') return withoutReply(reply, limits)
      const forms = (tokenForms ??= formsOf(options.tokens))
      const mustNotPass = (text: string) => hasToken(text, forms) || repeatsHandle(text, operation.to)
      const health = healthOf(reply)
      if (reply.status !== 200)
        return { outcome: otherStatus(reply, operation, mustNotPass), kind: 'status' as const, health }
      return { ...readPage(reply, forms, mustNotPass), kind: 'ok' as const, health }
    }
    return await boundedCall({ operation, subject, largest: largestList, read }, { signal: client, onSent: () => {} })
  }
}

/** Whether a text repeats a handle: in other letter case, with other characters around its digits, escaped for a URL, or as base64. */
const repeatsHandle = (text: string, handle: Handle): boolean =>
  lettersAndDigits(text).includes(lettersAndDigits(handle)) || text.includes(inBase64(handle))

const lettersAndDigits = (text: string) => text.toLowerCase().replace(/%[0-9a-f]{2}|[^a-z0-9]/g, '')

/** Reads a 200 answer. */
function readPage(reply: Reply, tokenForms: readonly string[], mustNotPass: (text: string) => boolean): ListResult {
  const refused = (problem: string) => ({ outcome: unusable(problem, failureHeaders(reply, null, mustNotPass)) })
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(reply.bytes)
    if (!isParsedAtOnce(text, mostListValues)) return refused(`has more than ${mostListValues / 1000},000 values.`)
    const json = parseJson(text)
    if (bodyHasToken(text, json, tokenForms)) return refused(tokenProblem)
    if (!isChatList(json)) return refused(noChatList)
    const headers = passedHeaders(reply, null, mustNotPass)
    return { page: { chats: json.chats, nextCursor: json.next_cursor, headers } }
  } catch (error) {
    return refused(bodyProblem(reply, error, mustNotPass))
  }
}
