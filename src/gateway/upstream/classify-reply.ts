import { readChatJson } from '../../linq/v2/read-chat.ts'
import type { ChatId } from '../../linq/chat-id.ts'
import { documentedNotFound as notFound } from '../../linq/v2/example.ts'
import { readRetryAfter } from '../../linq/retry-after.ts'
import { readFailure } from '../../linq/failure.ts'
import { containsSecret, parseJson } from '../../linq/json.ts'
import { maskBody } from '../../linq/mask.ts'
import { type Answer, failed } from '../response.ts'
import { type Deadlines, largestAnswer, type NoReply, type Reply, type ReplyHeaders } from './call.ts'

/** What a judgement needs to know besides the reply. */
export interface JudgedLookup {
  id: ChatId
  token: string
  /** What time the upstream had, for the words of a timeout. */
  deadlines: Deadlines
  /** Whether personal data is hidden in what passes. */
  masked: boolean
}

/** Turns what the upstream did into the answer for the browser: usable bytes as they came, everything else a named failure. */
export function judge(reply: Reply | NoReply, lookup: JudgedLookup): Answer {
  if (typeof reply === 'string') return noReply[reply](lookup.deadlines)
  const headers = passedHeaders(reply, lookup.token)
  const { status } = reply
  if (status === 200 || status === 404) return chatOrNotFound(reply, lookup, headers)
  if (status === 401) return failed('upstream_unauthorized', 'Linq refused the integration token (401).', { headers })
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

const noReply: Record<NoReply, (deadlines: Deadlines) => Answer> = {
  'connect-timeout': ({ connect }) => failed('upstream_timeout', `No connection to Linq within ${connect / 1000} s.`),
  'headers-timeout': ({ headers }) =>
    failed('upstream_timeout', `Linq did not begin to answer within ${headers / 1000} s.`),
  timeout: ({ whole }) => failed('upstream_timeout', `Linq did not answer within ${whole / 1000} s.`),
  unreachable: () => failed('upstream_unreachable', 'No connection to Linq.'),
  'broken-off': () => failed('upstream_unreachable', 'The connection to Linq broke off in the middle of the answer.'),
  'too-large': () => failed('upstream_too_large', `Linq's answer is larger than ${largestAnswer / 1024 / 1024} MiB.`),
  'no-room': () =>
    failed('overloaded', 'Too many large answers are under way in this console. Try again in a moment.', {
      headers: { 'retry-after': '1' },
    }),
  // Nobody reads this one. It exists for the log line; the status is nginx's word for it.
  'client-left': () => failed('client_left', 'The browser went away before Linq answered.'),
}

const strict = new TextDecoder('utf-8', { fatal: true })

function chatOrNotFound(reply: Reply, { id, token, masked }: JudgedLookup, headers: Record<string, string>): Answer {
  const unusable = (problem: string) => failed('upstream_unusable', `Linq's answer ${problem}`, { headers })
  const kind = () => `${reply.bytes.byteLength} bytes of ${contentType(reply.headers)}`
  if (reply.bytes.byteLength === 0) return unusable(`is empty (status ${reply.status}).`)
  try {
    const text = strict.decode(reply.bytes)
    const json = parseJson(text)
    if (holdsToken(text, json, token)) return unusable('holds the integration token, so it is not passed on.')
    if (reply.status === 404) {
      // A proxy's own 404 page does not mean "no such chat"; only Linq's documented format may say that.
      if (!readFailure(text)?.documented)
        return unusable(`is a 404 that is not in Linq's documented format (${kind()}).`)
      return { status: 404, code: 'not_found', body: masked ? documentedNotFound : reply.bytes, headers }
    }
    const { problem } = readChatJson(json, id)
    if (problem !== undefined) return unusable(problem)
    return { status: 200, code: null, body: masked ? maskBody(text) : reply.bytes, headers }
  } catch {
    return unusable(`cannot be read as JSON (status ${reply.status}, ${kind()}).`)
  }
}

let known: { token: string; forms: string[] } | undefined

/** The token as it is, and as an address or base64 would carry it. A gateway has one token, so it is worked out once. */
function secretForms(token: string): string[] {
  if (known?.token !== token)
    known = { token, forms: [token, encodeURIComponent(token), btoa(token).replace(/=+$/, '')] }
  return known.forms
}

/**
 * Whether the token stands anywhere in an answer. Without an escape every text, key and number of the JSON stands in the
 * text as it is, so what is not found there is nowhere, and the values need not be walked through.
 */
function holdsToken(text: string, json: unknown, token: string): boolean {
  const forms = secretForms(token)
  if (!text.includes('\\') && !forms.some((secret) => text.includes(secret))) return false
  return forms.some((secret) => containsSecret(json, secret))
}

const documentedNotFound = JSON.stringify(notFound)

const mayPass = (value: string, token: string) =>
  value.length <= maximumHeader &&
  /^[\x20-\x7e]+$/.test(value) &&
  !secretForms(token).some((secret) => containsSecret(value, secret))

/** A media type is repeated in words only when it looks like one. */
function contentType(headers: ReplyHeaders): string {
  const sent = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,40}$/.test(sent) ? sent : 'no stated type'
}

const maximumHeader = 200

/**
 * The few upstream headers a browser gets: how long to wait, and the ids to ask the vendor with. The vendor's
 * `X-Request-Id` travels as `x-linq-request-id`, because `x-request-id` is the gateway's own.
 */
function passedHeaders({ status, headers, bytes }: Reply, token: string): Record<string, string> {
  const failure = status >= 400 && bytes.byteLength > 0 ? readFailure(new TextDecoder().decode(bytes)) : null
  const wait = readRetryAfter(
    headers.get('retry-after') ?? failure?.retryAfter ?? null,
    headers.get('date'),
    Date.now(),
  )
  const sent = {
    // In seconds, which no clock but the upstream's has a part in.
    'retry-after': wait && String(wait),
    'x-trace-id': headers.get('x-trace-id') ?? failure?.traceId,
    'x-linq-request-id': headers.get('x-request-id'),
  }
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(sent)) if (value && mayPass(value, token)) passed[name] = value
  return passed
}
