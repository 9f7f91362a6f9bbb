import { linqOrigin } from '../../linq/operation.ts'
import { type Address, loopback, readAddress, readMetrics, readPort, withoutBrackets } from './addresses.ts'
import { isLoopback } from './own-host.ts'
import { quote, readOrigin, readText, readWhole } from './read-env.ts'
import { SettingsError } from './settings-error.ts'
import type { FindOptions } from '../../gateway/options.ts'
import { readFind } from './find.ts'
import { type Environment, refuseUnknown, type Variables } from './variables.ts'
import { type LinkTemplate, readLinks, readSupportContact } from './links.ts'
import { readFrameAncestors, readProxies, readStrictTransport } from './network.ts'
import { readSignIn, type SignInSettings } from './sign-in.ts'
import { readToken, readV3Token } from './tokens.ts'

/** The validated environment. */
export interface Settings {
  host: string
  port: number
  /** Linq's origin. Without a token nothing is sent there. */
  origin: string
  /** null for sandbox data. */
  token: string | null
  /** The token for API v3: `token`, unless it has one of its own. */
  v3Token: string | null
  timeoutMs: number
  /** `MASK=always`: personal data is hidden from everyone, before it leaves this server. */
  masked: boolean
  /** The origin on which people open the console; null for the address it listens on. */
  publicOrigin: string | null
  signIn: SignInSettings | null
  /** Addresses or networks (CIDR) whose `X-Forwarded-…` headers are trusted. */
  trustedProxies: readonly string[]
  /** The value of `Strict-Transport-Security`; null where people do not use https. */
  strictTransport: string | null
  /** Origins that may frame the console. */
  frameAncestors: readonly string[]
  /** Links into other tools. */
  links: readonly LinkTemplate[]
  /** An https URL or a `mailto:` address; null for none. */
  supportContact: string | null
  /** Per person; 0 for no limit. */
  lookupsPerMinute: number
  /** How chats are found by a number or an address; null where they cannot be. */
  find: FindOptions | null
  /** A file's path, or `stdout`. */
  auditLog: string
  logLevel: LogLevel
  /** Where the metrics are; null for none. */
  metrics: Address | null
}

/** From the most to the least verbose. */
export const logLevels = ['info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** The error for a port that another process uses. */
export const portInUse = (port: number, name: 'PORT' | 'METRICS_PORT' = 'PORT'): SettingsError =>
  new SettingsError(
    `Port ${port} is in use. Set ${name} to a free one, for example ${name}=${port > 65_000 ? port - 2 : port + 2}${name === 'PORT' ? ' (PORT=0 takes any)' : ''}.`,
  )

/** The ports of the servers when `PORT` is not set. */
export const defaultPorts = { console: 8080, sandbox: 8081, dev: 5173 }

/**
 * Reads the settings from the environment.
 * @throws SettingsError naming the variable and the fix.
 */
export function readSettings(environment: Environment, defaultPort = defaultPorts.console): Settings {
  refuseUnknown(environment)
  const env: Variables = environment
  const signIn = readSignIn(env)
  const port = readPort(env, defaultPort)
  const host = readHost(env, signIn)
  const publicOrigin = readPublicOrigin(env, signIn)
  if (!isLoopback(host) && publicOrigin === null)
    throw new SettingsError(
      `PUBLIC_ORIGIN is not set, but HOST is ${quote(host)}: the console only answers to host names it knows. Set it to the origin that people open, such as https://console.example.com.`,
    )
  const token = readToken(env, 'LINQ_INTEGRATION_TOKEN')
  return {
    host,
    port,
    origin: readUpstream(env['LINQ_BASE_URL'], port),
    token,
    v3Token: readV3Token(env) ?? token,
    timeoutMs: readWhole(env, 'LINQ_TIMEOUT_MS', { fallback: 10_000, from: 1, to: 600_000, unit: ' (milliseconds)' }),
    masked: readMask(env['MASK']),
    publicOrigin,
    signIn,
    trustedProxies: readProxies(env),
    strictTransport: readStrictTransport(env, publicOrigin),
    frameAncestors: readFrameAncestors(env),
    links: readLinks(env),
    supportContact: readSupportContact(env),
    // Sandbox data is invented and free, and screenshot tools request it often.
    lookupsPerMinute: readWhole(env, 'LOOKUPS_PER_MINUTE', {
      fallback: token === null ? 0 : 60,
      from: 0,
      to: 100_000,
      unit: ' (0 for no limit)',
    }),
    find: readFind(env, {
      isLive: token !== null,
      isLocal: isLoopback(host) && (publicOrigin === null || isLoopback(new URL(publicOrigin).hostname)),
    }),
    auditLog: readAuditLog(env),
    logLevel: readLogLevel(env['LOG_LEVEL']),
    metrics: readMetrics(env, port),
  }
}

/** Reads `HOST` and `PORT` of the sandbox server, which listens on this machine only. */
export function readSandboxAddress(env: Variables): { host: string; port: number } {
  const host = env['HOST'] ?? loopback
  if (!isLoopback(host))
    throw new SettingsError(
      `HOST is ${quote(host)}, but the sandbox server is for this machine only. Use HOST=127.0.0.1, or leave it unset.`,
    )
  return { host: readHost(env, null), port: readPort(env, defaultPorts.sandbox) }
}

const needsSignIn =
  'but sign-in is not set up. Either listen on this machine only (HOST=127.0.0.1, or leave it unset), or set up OpenID Connect (OIDC_ISSUER, OIDC_CLIENT_ID, …), or put an identity-aware proxy in front (ACCESS_JWT_HEADER, …).'

function readHost(env: Variables, signIn: SignInSettings | null): string {
  const text = env['HOST'] ?? loopback
  // Without sign-in, everyone who reaches the port can read every chat that the token may read.
  if (!signIn && !isLoopback(withoutBrackets(text))) throw new SettingsError(`HOST is ${quote(text)}, ${needsSignIn}`)
  return readAddress(env, 'HOST')
}

function readPublicOrigin(env: Variables, signIn: SignInSettings | null): string | null {
  const text = env['PUBLIC_ORIGIN']
  if (text === undefined) return null
  const origin = readOrigin(text, 'PUBLIC_ORIGIN', {
    example: 'https://console.example.com',
    why: 'would show chats to others on the network',
  })
  // With a proxy on the same machine, HOST does not show who can reach the console.
  if (!signIn && !isLoopback(new URL(origin).hostname))
    throw new SettingsError(`PUBLIC_ORIGIN is ${quote(text)}, ${needsSignIn}`)
  return origin
}

function readUpstream(text = linqOrigin, ownPort: number): string {
  const origin = readOrigin(text, 'LINQ_BASE_URL', {
    example: linqOrigin,
    why: 'would send the token unencrypted over the network',
  })
  const url = new URL(origin)
  if (isLoopback(url.hostname) && Number(url.port || 80) === ownPort)
    throw new SettingsError(
      `LINQ_BASE_URL is ${quote(text)}, which is this console itself. Set it to the sandbox server's URL (npm run sandbox), or leave it unset.`,
    )
  return origin
}

function readAuditLog(env: Variables): string {
  const text = readText(env, 'AUDIT_LOG', "Set it to a file's path or to stdout") ?? 'stdout'
  // These are meant as streams, not as files of that name.
  if (text !== 'stdout' && /^(?:stdout|stderr|-)$/i.test(text))
    throw new SettingsError(
      `AUDIT_LOG is ${quote(text)}. Set it to stdout, in lower case, or to a file's path such as ./audit.jsonl.`,
    )
  return text
}

function readLogLevel(text = 'info'): LogLevel {
  const level = logLevels.find((known) => known === text)
  if (level) return level
  throw new SettingsError(`LOG_LEVEL is ${quote(text)}. Set it to ${logLevels.join(', ')}, or leave it unset for info.`)
}

function readMask(text: string | undefined): boolean {
  if (text === undefined || text === 'always') return text !== undefined
  throw new SettingsError(
    `MASK is ${quote(text)}. Set it to always to hide personal data from everyone, or leave it unset to let each person choose.`,
  )
}
