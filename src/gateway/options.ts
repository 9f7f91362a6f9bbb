import type { Audit } from './audit.ts'
import type { SignIn } from './sign-in/identity.ts'
import type { Upstream } from './upstream/call.ts'
import type { UpstreamEvent } from './upstream/look-up.ts'

/** One line of the log: who asked for what, and what came of it. Never a name, a phone number or the token. */
export interface LookupLine {
  level: 'info' | 'warn' | 'error'
  /** When the request came, ISO 8601 in UTC. */
  time: string
  /** Also in the answer's `x-request-id`. */
  requestId: string
  /** The address or id of who asked; null when nobody has signed in. */
  person: string | null
  /** null when the request named no valid id; what it named instead may be a phone number, so it is not kept. */
  chatId: string | null
  status: number
  /** The failure's code, or null. */
  code: string | null
  /** `sandbox`, or the live host. */
  source: string
  durationMs: number
}

/** What happens in the gateway, for whoever counts it. */
export type GatewayEvent =
  | UpstreamEvent
  /** A request came; its end follows. */
  | { kind: 'began' }
  | { kind: 'ended'; code: string | null; status: number; seconds: number }

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
  /** How people sign in; null when nobody has to. */
  signIn: SignIn | null
  /** Per person; 0 for no limit. */
  lookupsPerMinute: number
  /** Whether an upstream that fails again and again is left alone for a moment. */
  breaks: boolean
  /** Whether lookups of one chat that are under way at the same time share one upstream call. */
  shares: boolean
  /** Whether people come by https. */
  secure: boolean
  audit: Audit
  /** Whether this process is about to end, so that it takes no more lookups. */
  isDraining: () => boolean
  log: (line: LookupLine) => void
  /** Told of a failure of the gateway's own code, which the browser only learns the request id of. */
  onBug: (error: unknown) => void
  onEvent?: ((event: GatewayEvent) => void) | undefined
}

/** What a gateway needs not that one person uses without a network: the demo's in the page, and a test's. */
export const forOnePerson = {
  signIn: null,
  lookupsPerMinute: 0,
  breaks: false,
  shares: true,
  secure: false,
  audit: async () => {},
  isDraining: () => false,
} satisfies Partial<GatewayOptions>
