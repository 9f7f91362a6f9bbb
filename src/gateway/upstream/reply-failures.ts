// What a reply that holds no answer means, whichever operation was called.
import { largeAnswerLength } from '../../linq/chat.ts'
import { type Failure, linqStatusHeader, readFailure } from '../../linq/failure.ts'
import { parseProblem } from '../../linq/json.ts'
import { readRetryAfter } from '../../linq/retry-after.ts'
import { clientLeft, failed, type Outcome } from '../response.ts'
import type { Deadlines, NoReply, Reply, ReplyHeaders } from './call.ts'
import type { UpstreamHealth } from './circuit-breaker.ts'
import { type Operation, versionFor } from './operation.ts'

/** What a reply means to the browser, to the metrics and to the circuit breaker. */
export interface ClassifiedReply {
  outcome: Outcome
  /** `ok` for a 200, and for a 404 of one chat; `status` for any other status, else why there is no reply. */
  kind: 'ok' | 'status' | NoReply
  health: UpstreamHealth
}

/** The bounds of a call, for the words of a failure. */
export interface CallLimits {
  deadlines: Deadlines
  /** The most bytes of a body. */
  largest: number
}

/** Classifies a call without a reply. */
export const withoutReply = (reply: NoReply, limits: CallLimits): ClassifiedReply => ({
  outcome: noReply[reply](limits),
  kind: reply,
  health: healthWithout(reply),
})

/** What a reply's status says about the upstream. */
export const healthOf = ({ status }: Reply): UpstreamHealth => (status >= 500 ? 'failing' : 'healthy')

/** A body above a limit of ours proves the upstream healthy; a cancelled call proves nothing. */
function healthWithout(reply: NoReply): UpstreamHealth {
  if (reply === 'client-left') return 'unknown'
  return reply === 'too-large' || reply === 'no-room' ? 'healthy' : 'unreachable'
}

const noReply: Record<NoReply, (limits: CallLimits) => Outcome> = {
  'connect-timeout': ({ deadlines }) =>
    failed('upstream_timeout', `No connection to Linq within ${deadlines.connect / 1000} s.`),
  'headers-timeout': ({ deadlines }) =>
    failed('upstream_timeout', `Linq did not begin to answer within ${deadlines.headers / 1000} s.`),
  timeout: ({ deadlines }) => failed('upstream_timeout', `Linq did not answer within ${deadlines.total / 1000} s.`),
  unreachable: () => failed('upstream_unreachable', 'No connection to Linq.'),
  'broken-off': () => failed('upstream_unreachable', 'The connection to Linq broke off in the middle of the answer.'),
  'too-large': ({ largest }) =>
    failed('upstream_too_large', `Linq’s answer is larger than ${largest / 1024 / 1024} MiB.`),
  'no-room': () =>
    failed('overloaded', 'This console is receiving too many large answers. Try again in a moment.', {
      headers: { 'retry-after': '1' },
    }),
  'client-left': () => clientLeft,
}

/** What a token may not do where Linq answers 403. */
const forbidden: Record<Operation['kind'], string> = { 'get-chat': 'read this chat', 'list-chats': 'list chats' }

/**
 * The outcome of a reply with a status that no answer has.
 * @param mustNotPass whether a text has something that no header may have.
 */
export function otherStatus(reply: Reply, operation: Operation, mustNotPass: (text: string) => boolean): Outcome {
  const { status, bytes } = reply
  const isRead = status >= 400 && bytes.byteLength > 0 && bytes.byteLength < largeAnswerLength
  const failure = isRead ? readFailure(new TextDecoder().decode(bytes)) : null
  const headers = failureHeaders(reply, failure, mustNotPass)
  if (status === 401)
    return failed('upstream_unauthorized', `Linq’s API ${versionFor(operation)} refused the token (401).`, { headers })
  if (status === 403)
    return failed('upstream_forbidden', `The integration token may not ${forbidden[operation.kind]} (403).`, {
      headers,
    })
  if (status === 429)
    return failed('rate_limited', 'Linq asked this console to wait before the next lookup (429).', { headers })
  if (status >= 300 && status < 400)
    return failed('upstream_redirected', `Linq answered with a redirect (${status}), which is never followed.`, {
      headers,
    })
  if (status < 300)
    return failed('upstream_unusable', `Linq answered ${status}, which is not an answer to this lookup.`, { headers })
  if (status < 500) return failed('upstream_refused', `Linq refused this lookup (${status}).`, { headers })
  // 503 and 504 keep their meaning.
  return failed('upstream_error', `Linq answered ${status}.`, {
    status: status === 503 || status === 504 ? status : 502,
    headers,
  })
}

/** The headers of a failure: those that are passed on, and the reply's status. */
export const failureHeaders = (
  reply: Reply,
  failure: Failure | null,
  mustNotPass: (text: string) => boolean,
): Record<string, string> => ({
  ...passedHeaders(reply, failure, mustNotPass),
  [linqStatusHeader]: String(reply.status),
})

/** The outcome of a reply whose body is not the answer. @param problem the end of a sentence that begins with "Linq’s answer". */
export const unusable = (problem: string, headers: Record<string, string>): Outcome =>
  failed('upstream_unusable', `Linq’s answer ${problem}`, { headers })

/** The problem of a body that has the token in it. */
export const tokenProblem = 'holds the integration token, so it is not passed on.'

/** The problem of a body that cannot be parsed. */
export function bodyProblem(reply: Reply, error: unknown, mustNotPass: (text: string) => boolean): string {
  if (reply.bytes.byteLength === 0) return `is empty (status ${reply.status}).`
  if (error instanceof RangeError) return parseProblem(error)
  return `cannot be read as JSON (status ${reply.status}, ${sizeAndType(reply, mustNotPass)}).`
}

/** What a body seems to be, in words. */
export const sizeAndType = ({ bytes, headers }: Reply, mustNotPass: (text: string) => boolean): string =>
  `${bytes.byteLength} bytes of ${contentType(headers, mustNotPass)}`

/** A media type is repeated in words only when it looks like one, and has nothing that no header may have. */
function contentType(headers: ReplyHeaders, mustNotPass: (text: string) => boolean): string {
  const sent = headers.get('content-type')?.split(';')[0]?.trim() ?? ''
  return /^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,40}$/i.test(sent) && !mustNotPass(sent)
    ? sent.toLowerCase()
    : 'no stated type'
}

const longestHeader = 200

/** The longest wait that is passed on, in seconds: a day. A longer one is a mistake, such as a date in another year. */
const longestWait = 24 * 60 * 60

const isPlainHeader = (value: string) => value.length <= longestHeader && /^[\x20-\x7e]+$/.test(value)

/**
 * The few upstream headers that a browser gets: how long to wait, and the ids for a question to the vendor. The vendor's
 * `X-Request-Id` becomes `x-linq-request-id`, because `x-request-id` is the gateway's own.
 */
export function passedHeaders(
  { headers }: Reply,
  failure: Failure | null,
  mustNotPass: (text: string) => boolean,
): Record<string, string> {
  const retryAfter = headers.get('retry-after') ?? failure?.retryAfter ?? null
  const wait = retryAfter === null ? null : readRetryAfter(retryAfter, headers.get('date'), Date.now())
  const sent = {
    // In seconds, since a date would be compared with another clock than the upstream's.
    'retry-after': wait && String(Math.min(longestWait, wait)),
    'x-trace-id': headers.get('x-trace-id') ?? failure?.traceId,
    'x-linq-request-id': headers.get('x-request-id'),
  }
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(sent))
    if (value && isPlainHeader(value) && !mustNotPass(value)) passed[name] = value
  return passed
}
