import type { Target } from './target.ts'

/** One request on its way through the checks. */
export interface Visit {
  request: Request
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
