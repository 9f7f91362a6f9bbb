import { type Answer, failed, respond } from './answers.ts'
import { isFromElsewhere } from './guards.ts'
import { judge } from './judge.ts'
import { readTarget } from './target.ts'
import { askUpstream, type Upstream } from './upstream.ts'

/** One line of the log: who asked for what, and what came of it. Never a name, a phone number or the token. */
export interface LookupLine {
  /** When the request came, ISO 8601 in UTC. */
  time: string
  /** Also in the answer's `x-request-id`. */
  requestId: string
  /** null when the request named no valid id; what it named instead may be a phone number, so it is not kept. */
  chatId: string | null
  status: number
  /** The failure's code, or null. */
  code: string | null
  /** `sandbox`, or the live host. */
  source: string
  durationMs: number
}

export interface GatewayOptions {
  upstream: Upstream
  /** The upstream's origin, e.g. `https://api.linqapp.com`. */
  origin: string
  token: string
  /** Where data comes from, for the log: `sandbox`, or the live host. */
  source: string
  /** Milliseconds for a whole upstream answer. */
  timeoutMs: number
  /** Whether personal data is hidden before an answer leaves: then no browser ever receives any. */
  masked: boolean
  /** Whether a `Host` header's value is one of ours. */
  isOwnHost: (host: string) => boolean
  log: (line: LookupLine) => void
  /** Told of a failure of the gateway's own code, which the browser only learns the request id of. */
  onBug: (error: unknown) => void
}

/**
 * Answers one request.
 * @param target the request target exactly as it stood in the request line. A runtime that does not keep it may leave it
 * out: then the URL's own path is used, which its parser has normalized before the gateway could look.
 */
export type Gateway = (request: Request, target?: string) => Promise<Response>

/**
 * Makes the gateway between the console and Linq. It forwards one operation, reading one chat, and nothing else;
 * the token goes out with that request only. Checks run in this order: host, route, method, fetch metadata, id.
 */
export function createGateway(options: GatewayOptions): Gateway {
  return async (request, target = pathOf(request)) => {
    const started = performance.now()
    const time = new Date().toISOString()
    const requestId = crypto.randomUUID()
    const route = readTarget(target)
    const answer = await answerTo(request, route, options).catch((error: unknown) => {
      options.onBug(error)
      return failed(
        'internal_error',
        `The gateway itself failed. Quote request ${requestId} to whoever runs this console.`,
      )
    })
    if (route.kind !== 'health')
      options.log({
        time,
        requestId,
        chatId: route.kind === 'chat' ? route.id : null,
        status: answer.status,
        code: answer.code,
        source: options.source,
        durationMs: Math.round(performance.now() - started),
      })
    return respond(answer, requestId, { head: request.method === 'HEAD' })
  }
}

const pathOf = (request: Request) => {
  const { pathname, search } = new URL(request.url)
  return pathname + search
}

async function answerTo(
  request: Request,
  route: ReturnType<typeof readTarget>,
  options: GatewayOptions,
): Promise<Answer> {
  const { token, origin, timeoutMs: deadline, masked } = options
  if (!options.isOwnHost(request.headers.get('host') ?? ''))
    return failed(
      'wrong_host',
      'This console does not answer to that host name. Open it by the address it printed at start.',
    )
  if (route.kind === 'unknown')
    return failed('not_found', 'The gateway serves one operation: GET /api/partner/v2/chats/{chat_id}.')
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return failed('method_not_allowed', 'The gateway only reads.', { headers: { allow: 'GET, HEAD' } })
  if (route.kind === 'health') return { status: 200, code: null, body: '{"status":"ok"}', headers: {} }
  if (isFromElsewhere(request.headers))
    return failed('forbidden', "Another site's page may not read chats through this console.")
  if (route.kind === 'invalid-id')
    return failed('invalid_chat_id', 'A chat ID is a whole number from 1 to 9223372036854775807.')
  // A HEAD asks the upstream with GET too: only a body can be judged, and both methods must answer alike.
  const reply = await askUpstream(options.upstream, { id: route.id, origin, token, deadline, client: request.signal })
  return judge(reply, { id: route.id, token, deadline, masked })
}
