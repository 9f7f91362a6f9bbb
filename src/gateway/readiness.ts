import type { Outcome } from './response.ts'
import type { CircuitBreaker } from './upstream/circuit-breaker.ts'

/** `GET /healthz`: the process answers. */
export const health = (): Outcome => json({ status: 'ok' })

/** `GET /readyz`: whether lookups should be sent to this process. Its settings are valid, else it would not run. */
export function readiness(draining: boolean, breaker: CircuitBreaker): Outcome {
  const upstream = breaker.isReachable()
  const ready = upstream && !draining
  return json(
    { status: ready ? 'ok' : 'unavailable', settings: 'valid', draining, upstream: upstream ? 'ok' : 'failing' },
    ready ? 200 : 503,
  )
}

const json = (body: object, status = 200): Outcome => ({ status, code: null, body: JSON.stringify(body), headers: {} })
