import type { Audit } from './audit.ts'
import type { SignIn } from './sign-in/identity.ts'
import type { Upstream } from './upstream/call.ts'
import type { UpstreamEvent } from './upstream/look-up.ts'

/** One line of the log: who asked for what, and the outcome. Never a name, a phone number or the token. */
export interface LogLine {
  level: 'info' | 'warn' | 'error'
  /** When the request arrived, ISO 8601 in UTC. */
  time: string
  /** Also in the response's `x-request-id`. */
  requestId: string
  /** The e-mail address or id of who asked; null for an anonymous request. */
  person: string | null
  /** null when the request named no valid id; what it named instead may be a phone number, so it is not logged. */
  chatId: string | null
  status: number
  /** The failure's code, or null. */
  code: string | null
  /** `sandbox`, or the live host. */
  source: string
  durationMs: number
}

/** What happens in the gateway, for metrics. */
export type GatewayEvent =
  | UpstreamEvent
  /** A request arrived; `ended` follows. */
  | { kind: 'began' }
  | { kind: 'ended'; code: string | null; status: number; seconds: number }

export interface GatewayOptions {
  upstream: Upstream
  /** The upstream's origin, e.g. `https://api.linqapp.com`. */
  origin: string
  token: string
  /** Where the data comes from, for the log: `sandbox`, or the live host. */
  source: string
  /** Milliseconds for a whole upstream reply. */
  timeoutMs: number
  /** Whether personal data is masked before a response leaves: then no browser ever receives any. */
  masked: boolean
  /** Whether a `Host` header's value is one of ours. */
  isOwnHost: (host: string) => boolean
  /** How people sign in; null when they do not have to. */
  signIn: SignIn | null
  /** Per person; 0 for no limit. */
  lookupsPerMinute: number
  /** Whether an upstream that fails repeatedly is left alone for a moment. */
  circuitBreaker: boolean
  /** Whether lookups of one chat that are under way at the same time share one upstream call. */
  coalesce: boolean
  /** Whether people use https. */
  secure: boolean
  audit: Audit
  /** Whether this process is about to stop, so that it takes no more lookups. */
  isDraining: () => boolean
  log: (line: LogLine) => void
  /** Called with a failure in the gateway's own code; the browser gets its request id only. */
  onBug: (error: unknown) => void
  onEvent?: ((event: GatewayEvent) => void) | undefined
}

/** Options that one person without a network does not need: for the demo in a page, and for tests. */
export const singleUser = {
  signIn: null,
  lookupsPerMinute: 0,
  circuitBreaker: false,
  coalesce: true,
  secure: false,
  audit: async () => {},
  isDraining: () => false,
} satisfies Partial<GatewayOptions>
