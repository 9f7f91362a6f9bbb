/**
 * What a page may load and who may frame it: scripts, styles and fonts from this origin only, nothing inline.
 * @param sandbox whether it shows sandbox data: then the gallery of all states frames the console's own pages.
 */
export const pagePolicy = (sandbox: boolean): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    ...(sandbox ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${sandbox ? "'self'" : "'none'"}`,
  ].join('; ')

/** What every page and file carries: no framing, and no referrer with a chat's id in it. */
export const pageHeaders = {
  'content-security-policy': pagePolicy(false),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}
