// In a chunk of its own: it is needed only once there is a response.
import { type ChatReading, largeAnswerLength } from '../../linq/chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { readFormatCheck, formatCheckHeader } from '../../linq/format-check.ts'
import { type Failure, isFailureCode, linqStatusHeader, readFailure } from '../../linq/failure.ts'
import { readRetryAfter } from '../../linq/retry-after.ts'
import { readChat } from '../../linq/read-chat.ts'
import type { ChatFailure } from '../../urls/page-states.ts'
import type { ChatAnswer, Reply } from './answer.ts'
import { ChatLookupError } from './failure.ts'
import { largeAnswers } from './load-large.ts'
import { virtualizeAbove } from './virtualize-above.ts'

/** {@link readReply}, in chunks for a large answer. With many participants it waits for the code of their table. */
export async function readAnyReply(id: ChatId, reply: Reply, signal: AbortSignal): Promise<ChatAnswer> {
  const long = reply.status === 200 && reply.body.length >= largeAnswerLength
  // Without that code it is read at once.
  const pieces = long ? await largeAnswers.load().catch(() => null) : null
  const answer = pieces ? answerOf(reply, await pieces.readLargeChat(reply.body, id, signal)) : readReply(id, reply)
  // A table that suspends when it is rendered would be shown 300 ms later.
  if ((answer.chat.participants?.length ?? 0) > virtualizeAbove) await largeAnswers.load().catch(() => {})
  return answer
}

/**
 * Reads what a lookup got.
 * @throws ChatLookupError for all but a chat.
 */
export function readReply(id: ChatId, reply: Reply): ChatAnswer {
  if (reply.status !== 200) throw failureOf(reply)
  return answerOf(reply, readChat(reply.body, id))
}

/** The failure that an answer other than 200 is. */
export function failureOf(reply: Reply): ChatLookupError {
  const { status, header, body, at } = reply
  const failure = readFailure(body)
  return new ChatLookupError(classify(status, failure), {
    ...replyDetails(reply),
    linqStatus: header(linqStatusHeader),
    at,
    code: failure?.code ?? (status === 401 ? 'sign_in_required' : null),
    // Only the gateway's own text is shown: any other could have personal data in it.
    detail: failure && isFailureCode(failure.code) ? failure.detail : null,
    // Without a `Date` an HTTP date says nothing: this device's clock may be wrong.
    retryAfter: readRetryAfter(header('retry-after'), header('date'), NaN),
  })
}

export const replyDetails = ({ status, header, durationMs, attempts }: Reply) => ({
  status,
  durationMs,
  attempts,
  requestId: header('x-request-id'),
  traceId: header('x-trace-id') ?? header('x-linq-request-id'),
})

function answerOf(reply: Reply, { chat, problem }: ChatReading): ChatAnswer {
  const { body, at, hidden } = reply
  const formatCheck = readFormatCheck(reply.header(formatCheckHeader))
  if (!chat) throw new ChatLookupError('bad-response', { ...replyDetails(reply), at, detail: `The answer ${problem}` })
  return {
    chat,
    body,
    fetchedAt: at,
    receivedAt: performance.now(),
    ...replyDetails(reply),
    ...(hidden && { hidden }),
    ...(formatCheck && { formatCheck }),
  }
}

const byCode: Partial<Record<string, ChatFailure>> = {
  upstream_unauthorized: 'unauthorized',
  upstream_forbidden: 'unauthorized',
  upstream_unusable: 'bad-response',
  upstream_too_large: 'bad-response',
  upstream_timeout: 'timeout',
}

/**
 * Names the failure of an answer that is not 200: by its status first, then by its code.
 * @param failure the body's content, null when it has none of the known formats.
 */
export function classify(status: number, failure: Failure | null): ChatFailure {
  // A proxy may answer 404 too. Only the documented format means that Linq has no such chat.
  if (status === 404) return failure?.documented ? 'not-found' : 'bad-response'
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 429) return 'rate-limited'
  if (status >= 500) return byCode[failure?.code ?? ''] ?? (status === 504 && !failure ? 'timeout' : 'upstream-error')
  return 'bad-response'
}

/**
 * Whether a silent retry is likely to succeed. A rate limit asks to wait, and so does `Retry-After` above one second: the
 * person sees that wait.
 */
export const isTransient = ({ failure, details }: ChatLookupError): boolean =>
  (failure === 'upstream-error' && !lasting.has(details.code) && (details.retryAfter ?? 0) <= 1) ||
  failure === 'timeout' ||
  (failure === 'offline' && details.online)

/** Failures that a silent retry would only repeat. */
const lasting = new Set<string | null>([
  'upstream_refused',
  'upstream_redirected',
  'internal_error',
  'upstream_down',
  'audit_unavailable',
  'sign_in_unavailable',
])
