import type { Signal } from './cancellation.ts'
import type { Target } from './target.ts'

/** Reads a header by its name in small letters; several of one name come joined. */
export type HeaderReader = Pick<Headers, 'get'>

/** The little of a request that is read; each `Request` is one. */
export interface Asking {
  method: string
  headers: HeaderReader
  /** Aborts when the browser goes away. */
  signal: Signal
}

/** One request on its way through the checks. */
export interface Visit {
  request: Asking
  /** The request target as it stood in the request line. */
  target: string
  route: Target
  /** The host that was asked: the `Host` header, or what a proxy we trust forwarded. */
  host: string
  /** Where the client is, as far as it is known: an IP address. */
  address: string | null
}

/** What only the host knows of a request. */
export interface Arrival {
  /** The request target exactly as it stood in the request line. Without it the URL's own path is used, which its parser has normalized. */
  target?: string
  host?: string
  address?: string | null
}
