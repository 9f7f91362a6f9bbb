import { strictTransport } from '../../gateway/answers.ts'

/** What decides about a page's headers. */
export interface HeaderFacts {
  /** Whether it shows sandbox data: then the gallery of all states frames the console's own pages. */
  sandbox: boolean
  /** Whether people come by https. */
  secure: boolean
  /** Origins that may show the console in a frame. */
  frameAncestors: readonly string[]
}

/** Header names, in small letters, with their values. */
export type PageHeaders = Record<string, string>

/**
 * What every page and file carries, on every host: scripts, styles and fonts from this origin only, nothing inline, no
 * framing by others, and no referrer with a chat's id in it.
 */
export const pageHeaders = ({ sandbox, secure, frameAncestors }: HeaderFacts): PageHeaders => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    ...(sandbox ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${[...(sandbox ? ["'self'"] : []), ...frameAncestors].join(' ') || "'none'"}`,
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  ...(secure && { 'strict-transport-security': strictTransport }),
})
