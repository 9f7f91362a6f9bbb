import { json, type Outcome } from './response.ts'
import type { CircuitBreaker } from './upstream/circuit-breaker.ts'

/**
 * `GET /version`: what runs here.
 * @param build the version, and the commit if it is known: `1.2.3+0a1b2c3`.
 */
export function version(build: string): Outcome {
  const [number, commit = null] = build.split('+')
  return json(JSON.stringify({ name: 'linq-chat-console', version: number, commit }))
}

/** `GET /healthz`: the process answers. */
export const health = (): Outcome => json('{"status":"ok"}')

/**
 * `GET /readyz`: whether lookups should be sent to this process. Its settings are valid, else it would not run.
 * @param breaker the circuit of API v2: an outage of v3 alone must not stop lookups in v2.
 */
export function readiness(draining: boolean, breaker: CircuitBreaker): Outcome {
  const upstream = breaker.isReachable()
  const ready = upstream && !draining
  const state = { settings: 'valid', draining, upstream: upstream ? 'ok' : 'failing' }
  return json(JSON.stringify({ status: ready ? 'ok' : 'unavailable', ...state }), ready ? 200 : 503)
}
