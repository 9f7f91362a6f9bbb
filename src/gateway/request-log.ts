import type { GatewayEvent, GatewayOptions } from './options.ts'
import type { RequestFacts } from './request.ts'
import { failed, type Outcome } from './response.ts'
import type { Target } from './target.ts'

/** A request that has begun; its log line and metrics follow at its end. */
export interface RequestLog extends RequestFacts {
  end: (outcome: Outcome) => void
}

interface LogServices {
  options: Pick<GatewayOptions, 'log' | 'source'>
  onEvent: (event: GatewayEvent) => void
}

/** These leave no record: the probes of a load balancer would drown everything else. */
const unrecorded: ReadonlySet<Target['kind']> = new Set(['health', 'ready', 'version'])

/** Begins the record of a request. */
export function beginRequestLog(target: Target, { options, onEvent }: LogServices): RequestLog {
  const started = performance.now()
  const [time, requestId] = [new Date().toISOString(), crypto.randomUUID()]
  const anonymous = { person: null, iss: null, sub: null }
  if (unrecorded.has(target.kind)) return { time, requestId, ...anonymous, end: () => {} }
  onEvent({ kind: 'began' })
  const log: RequestLog = {
    time,
    requestId,
    ...anonymous,
    end: ({ status, code }) => {
      const milliseconds = performance.now() - started
      onEvent({ kind: 'ended', target: target.kind, code, status, seconds: milliseconds / 1000 })
      options.log({
        level: levelOf(status),
        time,
        requestId,
        person: log.person,
        iss: log.iss,
        sub: log.sub,
        chatId: target.kind === 'chat' ? target.id : null,
        status,
        code,
        source: options.source,
        durationMs: Math.round(milliseconds),
      })
    },
  }
  return log
}

const levelOf = (status: number) => (status === 500 ? 'error' : status > 500 || status === 429 ? 'warn' : 'info')

/** The log line of an error in our own code, with its stack. */
export const errorLine = (error: unknown) => ({
  level: 'error' as const,
  time: new Date().toISOString(),
  message: error instanceof Error ? (error.stack ?? error.message) : String(error),
})

/** The outcome of a failure in our own code. The details are reported to `onBug`; the browser gets the request id. */
export function internalError(
  error: unknown,
  { requestId }: RequestFacts,
  { onBug }: Pick<GatewayOptions, 'onBug'>,
): Outcome {
  onBug(error)
  return failed(
    'internal_error',
    `The gateway itself failed. Contact your administrator and quote request ${requestId}.`,
  )
}
