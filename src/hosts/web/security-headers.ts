/** Hashes of the inline scripts and styles, as a policy names them: `'sha256-…'`. */
export interface InlineHashes {
  scripts: readonly string[]
  styles: readonly string[]
}

/** What a page's headers depend on. */
export interface PageHeaderOptions {
  /** Whether it shows sandbox data: then the gallery of all states frames the console's own pages. */
  sandbox: boolean
  /** The value of `Strict-Transport-Security`; null where people do not use https. */
  strictTransport: string | null
  /** Origins that may frame the console. */
  frameAncestors: readonly string[]
  inline?: InlineHashes
}

/** Header values by their lower-case names. */
export type PageHeaders = Record<string, string>

/**
 * The headers of every page and file, on every host: scripts, styles and fonts from this origin only, inline ones by their
 * hashes, no string becomes a script, no framing by others, a process of its own, and no referrer with a chat's id.
 */
export const pageHeaders = ({ sandbox, strictTransport, frameAncestors, inline }: PageHeaderOptions): PageHeaders => ({
  'content-security-policy': [
    "default-src 'none'",
    ["script-src 'self'", ...(inline?.scripts ?? [])].join(' '),
    ["style-src 'self'", ...(inline?.styles ?? [])].join(' '),
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    ...(sandbox ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${[...(sandbox ? ["'self'"] : []), ...frameAncestors].join(' ') || "'none'"}`,
    ...trustedTypes,
  ].join('; '),
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  // A cross-origin isolated page, such as this one, can frame only what allows it. No file holds a chat, and no page that is
  // sent to a frame does: it looks its chat up at the gateway, whose responses only its own origin can read.
  'cross-origin-resource-policy': frameAncestors.length > 0 ? 'cross-origin' : 'same-origin',
  'permissions-policy': ['clipboard-write=(self)', ...unused.map((feature) => `${feature}=()`)].join(', '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // This older header cannot name origins; browsers that know both obey the policy.
  ...(frameAncestors.length === 0 && { 'x-frame-options': sandbox ? 'SAMEORIGIN' : 'DENY' }),
  ...(strictTransport !== null && { 'strict-transport-security': strictTransport }),
})

/** No string becomes a script, and nothing may make exceptions: neither React nor the router needs any. */
const trustedTypes = ["require-trusted-types-for 'script'", "trusted-types 'none'"]

/** The features that Chromium grants a page, except the one that this page uses: it writes to the clipboard. */
const unused = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'captured-surface-control',
  'clipboard-read',
  'compute-pressure',
  'digital-credentials-get',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'keyboard-map',
  'language-detector',
  'language-model',
  'local-fonts',
  'local-network',
  'local-network-access',
  'loopback-network',
  'magnetometer',
  'microphone',
  'midi',
  'on-device-speech-recognition',
  'otp-credentials',
  'payment',
  'picture-in-picture',
  'private-state-token-issuance',
  'private-state-token-redemption',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'summarizer',
  'translator',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]

/**
 * The same for Vite's dev server, which adds an inline script, adds styles by script, and polls from a worker while it
 * restarts.
 * @param nonce the nonce of the dev server's own scripts and styles.
 */
export function devHeaders(headers: PageHeaders, nonce: string): PageHeaders {
  const policy = (headers['content-security-policy'] ?? '')
    .split('; ')
    .filter((directive) => !trustedTypes.includes(directive))
    .map((directive) => (/^(?:script|style)-src /.test(directive) ? `${directive} 'nonce-${nonce}'` : directive))
  return { ...headers, 'content-security-policy': [...policy, 'worker-src blob:'].join('; ') }
}
