import { largeAnswerLength } from '../../linq/chat.ts'
import { isParsedAtOnce, largestAtOnce, mostValuesAtOnce } from '../../linq/chunked-json.ts'
import { readChatJson } from '../../linq/read-chat.ts'
import { type ChatId, versionOf } from '../../linq/chat-id.ts'
import { documentedNotFound as notFound } from '../../linq/v2/example.ts'
import { type Failure, linqStatusHeader, readFailure, readFailureJson, saysNoChat } from '../../linq/failure.ts'
import { parseJson, parseProblem } from '../../linq/json.ts'
import { checkFormatJson, formatCheckHeader, summarize, writeFormatCheck } from '../../linq/format-check.ts'
import { maskBodyJson } from '../../linq/mask.ts'
import { readRetryAfter } from '../../linq/retry-after.ts'
import type { GatewayOptions } from '../options.ts'
import { clientLeft, failed, type Outcome } from '../response.ts'
import { type Deadlines, largestBody, type NoReply, type Reply, type ReplyHeaders } from './call.ts'
import type { UpstreamHealth } from './circuit-breaker.ts'
import type { LargeAnswer } from './large-answer.ts'
import { formsOf, hasToken, mayHaveToken } from './token-search.ts'

/** The deadlines are for the words of a timeout. */
type ClassifierOptions = Pick<GatewayOptions, 'tokens' | 'masked'> & { deadlines: Deadlines }

/** What a reply means to the browser, to the metrics and to the circuit breaker. */
export interface ClassifiedReply {
  outcome: Outcome
  /** `ok` for a 200 or 404, `status` for any other status, else why there is no reply. */
  kind: 'ok' | 'status' | NoReply
  health: UpstreamHealth
}

/**
 * Classifies what the upstream did: a usable body is passed on byte for byte, everything else becomes a named failure.
 * @returns a function of the reply, of the chat that was asked for, and of what has been read of a large answer.
 */
export function createClassifier({
  tokens,
  deadlines,
  masked,
}: ClassifierOptions): (reply: Reply | NoReply, id: ChatId, large?: LargeAnswer | null) => ClassifiedReply {
  let secrets: string[] | undefined
  return (reply, id, large = null) => {
    if (typeof reply === 'string')
      return { outcome: noReply[reply](deadlines), kind: reply, health: healthWithout(reply) }
    secrets ??= formsOf(tokens)
    const { status } = reply
    const expected = status === 200 || status === 404
    return {
      outcome: expected ? chatOrNotFound(reply, id, { secrets, masked, large }) : otherStatus(reply, id, secrets),
      kind: expected ? 'ok' : 'status',
      health: status >= 500 ? 'failing' : 'healthy',
    }
  }
}

/** A body above a limit of ours proves the upstream healthy; a cancelled call proves nothing. */
function healthWithout(reply: NoReply): UpstreamHealth {
  if (reply === 'client-left') return 'unknown'
  return reply === 'too-large' || reply === 'no-room' ? 'healthy' : 'unreachable'
}

const noReply: Record<NoReply, (deadlines: Deadlines) => Outcome> = {
  'connect-timeout': ({ connect }) => failed('upstream_timeout', `No connection to Linq within ${connect / 1000} s.`),
  'headers-timeout': ({ headers }) =>
    failed('upstream_timeout', `Linq did not begin to answer within ${headers / 1000} s.`),
  timeout: ({ total }) => failed('upstream_timeout', `Linq did not answer within ${total / 1000} s.`),
  unreachable: () => failed('upstream_unreachable', 'No connection to Linq.'),
  'broken-off': () => failed('upstream_unreachable', 'The connection to Linq broke off in the middle of the answer.'),
  'too-large': () => failed('upstream_too_large', `Linq’s answer is larger than ${largestBody / 1024 / 1024} MiB.`),
  'no-room': () =>
    failed('overloaded', 'This console is receiving too many large answers. Try again in a moment.', {
      headers: { 'retry-after': '1' },
    }),
  'client-left': () => clientLeft,
}

const strict = new TextDecoder('utf-8', { fatal: true })

function chatOrNotFound(
  reply: Reply,
  id: ChatId,
  { secrets, masked, large }: { secrets: readonly string[]; masked: boolean; large: LargeAnswer | null },
): Outcome {
  const { status, bytes } = reply
  let failure: Failure | null = null
  const headers = () => passedHeaders(reply, failure, secrets)
  const failureHeaders = () => ({ ...headers(), [linqStatusHeader]: String(status) })
  const unusable = (problem: string) =>
    failed('upstream_unusable', `Linq’s answer ${problem}`, { headers: failureHeaders() })
  const kind = () => `${bytes.byteLength} bytes of ${contentType(reply.headers)}`
  if (bytes.byteLength === 0) return unusable(`is empty (status ${status}).`)
  try {
    const text = large ? '' : strict.decode(bytes)
    const isLarge = bytes.byteLength >= largeAnswerLength
    if (status === 200 && isLarge && !large && !isParsedAtOnce(text)) return unusable(tooLargeAtOnce)
    // Linq's documented failures have 80 bytes. Nothing of a large one is passed on.
    const json = large ? large.rest : status === 404 && isLarge ? null : parseJson(text)
    if (status === 404) failure = readFailureJson(json)
    if (large ? large.hasToken : mayHaveToken(text, secrets) && hasToken(json, secrets))
      return unusable('holds the integration token, so it is not passed on.')
    if (status === 404) {
      if (!saysNoChat(failure, versionOf(id)))
        return unusable(`is a 404 that is not in Linq’s documented format (${kind()}).`)
      return { status, code: 'not_found', body: masked ? documentedNotFound : bytes, headers: failureHeaders() }
    }
    const { problem } = readChatJson(json, id)
    if (problem !== undefined) return unusable(problem)
    if (!masked) return { status, code: null, body: bytes, headers: headers() }
    const { body, check } = large?.masked ?? {
      body: maskBodyJson(json),
      check: summarize(checkFormatJson(json, true)),
    }
    return { status, code: null, body, headers: { ...headers(), [formatCheckHeader]: writeFormatCheck(check) } }
  } catch (error) {
    if (error instanceof RangeError) return unusable(parseProblem(error))
    return unusable(`cannot be read as JSON (status ${status}, ${kind()}).`)
  }
}

const tooLargeAtOnce = `cannot be read in parts: it is not valid JSON, or has more than ${largestAtOnce / 1024 / 1024} MiB or ${mostValuesAtOnce / 1000},000 values besides its participants.`

const documentedNotFound = JSON.stringify(notFound)

function otherStatus(reply: Reply, id: ChatId, secrets: readonly string[]): Outcome {
  const { status, bytes } = reply
  const isRead = status >= 400 && bytes.byteLength > 0 && bytes.byteLength < largeAnswerLength
  const failure = isRead ? readFailure(new TextDecoder().decode(bytes)) : null
  const headers = { ...passedHeaders(reply, failure, secrets), [linqStatusHeader]: String(status) }
  if (status === 401)
    return failed('upstream_unauthorized', `Linq’s API ${versionOf(id)} refused the token (401).`, { headers })
  if (status === 403)
    return failed('upstream_forbidden', 'The integration token may not read this chat (403).', { headers })
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

/** A media type is repeated in words only when it looks like one. */
function contentType(headers: ReplyHeaders): string {
  const sent = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,40}$/.test(sent) ? sent : 'no stated type'
}

const longestHeader = 200

/** The longest wait that is passed on, in seconds: a day. A longer one is a mistake, such as a date in another year. */
const longestWait = 24 * 60 * 60

const mayPass = (value: string, secrets: readonly string[]) =>
  value.length <= longestHeader && /^[\x20-\x7e]+$/.test(value) && !hasToken(value, secrets)

/**
 * The few upstream headers that a browser gets: how long to wait, and the ids for a question to the vendor. The vendor's
 * `X-Request-Id` becomes `x-linq-request-id`, because `x-request-id` is the gateway's own.
 */
function passedHeaders(
  { headers }: Reply,
  failure: Failure | null,
  secrets: readonly string[],
): Record<string, string> {
  const retryAfter = headers.get('retry-after') ?? failure?.retryAfter ?? null
  const wait = readRetryAfter(retryAfter, headers.get('date'), Date.now())
  const sent = {
    // In seconds, since a date would be compared with another clock than the upstream's.
    'retry-after': wait && String(Math.min(longestWait, wait)),
    'x-trace-id': headers.get('x-trace-id') ?? failure?.traceId,
    'x-linq-request-id': headers.get('x-request-id'),
  }
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(sent)) if (value && mayPass(value, secrets)) passed[name] = value
  return passed
}
