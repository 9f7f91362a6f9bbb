import type { FindServices } from './find/services.ts'
import type { LookupTickets } from './guards/lookup-ticket.ts'
import type { RateLimiter } from './guards/rate-limit.ts'
import type { GatewayEvent, GatewayOptions } from './options.ts'
import type { CircuitBreakers } from './upstream/circuit-breaker.ts'
import type { LookUp } from './upstream/look-up.ts'

/** What the gateway keeps from request to request. */
export interface Services {
  options: GatewayOptions
  limiter: RateLimiter
  tickets: LookupTickets
  lookUp: LookUp
  /** null where searches are off. */
  find: FindServices | null
  breakers: CircuitBreakers
  onEvent: (event: GatewayEvent) => void
}
