import { getDomain } from 'tldts'

import { quote, readList, readOrigin } from './read-env.ts'
import { SettingsError } from './settings-error.ts'
import type { Variables } from './variables.ts'

/** Whether a text is an IP address, or a network in CIDR notation. */
function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/')
  // The characters are checked first, because brackets or an @ would change what the URL means. A URL's parser rewrites an
  // IPv4 address that is not in its usual form, such as one with leading zeros, which some programs read as octal.
  const isV4 =
    /^[0-9.]+$/.test(address) && URL.canParse(`http://${address}`) && new URL(`http://${address}`).hostname === address
  const isV6 = /^[0-9a-f.]*:[0-9a-f:.]*$/i.test(address) && URL.canParse(`http://[${address}]`)
  return (
    (isV4 || isV6) && more.length === 0 && /^(?:0|[1-9][0-9]{0,2})$/.test(bits) && Number(bits) <= (isV6 ? 128 : 32)
  )
}

/** Reads the addresses and networks whose `X-Forwarded-…` headers are trusted. */
export function readProxies(env: Variables): string[] {
  const entries = readList(env, 'TRUSTED_PROXIES', 'Set it to comma-separated addresses or networks')
  const wrong = entries.find((entry) => !isNetwork(entry))
  if (wrong === undefined) return entries
  throw new SettingsError(
    `TRUSTED_PROXIES has ${quote(wrong)}. Set it to comma-separated IP addresses or networks, such as 10.0.0.0/8.`,
  )
}

/** Reads the origins that may frame the console. */
export const readFrameAncestors = (env: Variables): string[] =>
  readList(env, 'FRAME_ANCESTORS', 'Set it to comma-separated origins').map((text) =>
    readOrigin(text, 'FRAME_ANCESTORS', {
      example: 'https://desk.example.com',
      why: 'would let others on the network frame this console',
    }),
  )

/** The site of an origin, whose pages share cookies: its scheme and registrable domain, or its host if it has none. */
export function siteOf(origin: string): string {
  const { protocol, hostname } = new URL(origin)
  return `${protocol}//${getDomain(hostname, { allowPrivateDomains: true }) ?? hostname}`
}

/** Two years. Browsers' preload list requires one at least (hstspreload.org). */
const strictTransport = 'max-age=63072000'

/** What `HSTS` may add; each of them decides for hosts that are not this console. */
const strictTransports: Record<string, string> = {
  includeSubDomains: `${strictTransport}; includeSubDomains`,
  preload: `${strictTransport}; includeSubDomains; preload`,
}

/** Reads the value of `Strict-Transport-Security`; null where people do not use https. */
export function readStrictTransport(env: Variables, publicOrigin: string | null): string | null {
  const text = env['HSTS']
  const isSecure = publicOrigin?.startsWith('https:') === true
  if (text === undefined) return isSecure ? strictTransport : null
  if (!isSecure)
    throw new SettingsError('HSTS is set, but PUBLIC_ORIGIN is not an https origin. Set that, or unset HSTS.')
  const value = Object.hasOwn(strictTransports, text) ? strictTransports[text] : undefined
  if (value !== undefined) return value
  throw new SettingsError(
    `HSTS is ${quote(text)}. Set it to ${Object.keys(strictTransports).join(' or ')}, or leave it unset for this host alone.`,
  )
}
