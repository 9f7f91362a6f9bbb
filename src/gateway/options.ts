import type { Audit } from './audit.ts'
import type { RequestFacts } from './request.ts'
import type { SignIn } from './sign-in/identity.ts'
import type { Target } from './target.ts'
import type { NoReply, Tokens, Upstream } from './upstream/call.ts'

/** One line of the log: who asked for what, and the outcome. Never a name, a phone number or the token. */
export interface LogLine extends RequestFacts {
  level: 'info' | 'warn' | 'error'
  /** null when the request named no valid id; what it named instead may be a phone number, so it is not logged. */
  chatId: string | null
  status: number
  code: string | null
  source: string
  durationMs: number
}

/** What happens in the gateway, for metrics. */
export type GatewayEvent =
  /** A lookup joined a call that was in progress. */
  | { kind: 'coalesced' }
  /** A lookup was refused to protect the others. */
  | { kind: 'shed'; reason: 'overloaded' | 'upstream_down' | 'too_many_lookups' | 'too_many_searches' | 'draining' }
  /** A call to the upstream ended: `ok`, or the kind of failure. */
  | { kind: 'called'; outcome: 'ok' | 'status' | NoReply; seconds: number }
  /** A request arrived; `ended` follows. */
  | { kind: 'began' }
  | { kind: 'ended'; target: Target['kind']; code: string | null; status: number; seconds: number }

/** How chats are found by a handle. */
export interface FindOptions {
  /** Keys are derived from them: the first one seals cursors and hashes handles, each one opens cursors. */
  secrets: readonly [string, ...string[]]
  /** Per person; 0 for no limit. */
  perMinute: number
  /** The groups that may search; none for everyone who may look up chats. */
  groups: readonly string[]
}

export interface GatewayOptions {
  upstream: Upstream
  /** The upstream's origin, e.g. `https://api.linqapp.com`. */
  origin: string
  tokens: Tokens
  /** Where the data comes from, for the log: `sandbox`, or the live host. */
  source: string
  /** The version, and the commit if it is known: `1.2.3+0a1b2c3`. */
  build: string
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
  /** Who may find chats by a handle, and how often; null where it is off. */
  find: FindOptions | null
  /** Whether calls to an upstream that fails repeatedly are paused. */
  circuitBreaker: boolean
  /**
   * Whether lookups of one chat at the same time share one upstream call; a runtime that ties a call to the request that
   * began it must not.
   */
  coalesce: boolean
  /** The value of `Strict-Transport-Security`; null where people do not use https. */
  strictTransport: string | null
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
  find: null,
  circuitBreaker: false,
  coalesce: true,
  strictTransport: null,
  build: '0.0.0',
  audit: async () => {},
  isDraining: () => false,
} satisfies Partial<GatewayOptions>
