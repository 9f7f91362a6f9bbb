import { strictTransport } from '../../gateway/response.ts'
import type { Inline } from './html-template.ts'

/** What decides about a page's headers. */
export interface HeaderFacts {
  /** Whether it shows sandbox data: then the gallery of all states frames the console's own pages. */
  sandbox: boolean
  /** Whether people come by https. */
  secure: boolean
  /** Origins that may show the console in a frame. */
  frameAncestors: readonly string[]
  /** Hashes of what stands inline in the page, `'sha256-…'`. */
  inline?: Inline
}

/** Header names, in small letters, with their values. */
export type PageHeaders = Record<string, string>

/**
 * What every page and file carries, on every host: scripts, styles and fonts from this origin only, nothing inline but what was built so, no
 * text turned into a script, no framing by others, a process of its own, and no referrer with a chat's id in it.
 */
export const pageHeaders = ({ sandbox, secure, frameAncestors, inline }: HeaderFacts): PageHeaders => ({
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
  // A page that isolates itself, as this one does, can frame only what says so. Nothing here is about a person: chats
  // come from the gateway, whose answers stay with their own origin.
  'cross-origin-resource-policy': frameAncestors.length > 0 ? 'cross-origin' : 'same-origin',
  'permissions-policy': ['clipboard-write=(self)', ...unused.map((feature) => `${feature}=()`)].join(', '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // The old header cannot name origins; browsers that read both go by the policy.
  ...(frameAncestors.length === 0 && { 'x-frame-options': sandbox ? 'SAMEORIGIN' : 'DENY' }),
  ...(secure && { 'strict-transport-security': strictTransport }),
})

/** No text becomes a script, and nothing may make exceptions: neither React nor the router asks for any. */
const trustedTypes = ["require-trusted-types-for 'script'", "trusted-types 'none'"]

/** What Chromium lets a page ask a person or a machine for, except what this page does: it writes to the clipboard. */
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
 * The same for Vite's dev server, which writes one script into the page, styles by script, and polls from a worker while
 * it restarts.
 * @param nonce what the dev server marks its own scripts and styles with.
 */
export function devHeaders(headers: PageHeaders, nonce: string): PageHeaders {
  const policy = (headers['content-security-policy'] ?? '')
    .split('; ')
    .filter((directive) => !trustedTypes.includes(directive))
    .map((directive) => (/^(?:script|style)-src /.test(directive) ? `${directive} 'nonce-${nonce}'` : directive))
  return { ...headers, 'content-security-policy': [...policy, 'worker-src blob:'].join('; ') }
}
