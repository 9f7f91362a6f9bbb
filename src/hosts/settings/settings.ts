import { linqOrigin, tokenHeader } from '../../linq/v2/operation.ts'
import { isLoopback } from './own-host.ts'
import { type Environment, readOrigin, readText, readWhole, SettingsError, show } from './read-env.ts'
import { refuseUnknown } from './known-names.ts'
import { readFrameAncestors, readProxies } from './network.ts'
import { readSignIn, type SignInSettings } from './sign-in.ts'

/** The environment, checked. */
export interface Settings {
  host: string
  port: number
  /** The upstream's origin. Without a token nothing is sent there. */
  origin: string
  /** null: no token, so sandbox data. */
  token: string | null
  timeoutMs: number
  /** `MASK=always`: personal data is hidden before it leaves this server, for everybody. */
  masked: boolean
  /** Where people open this console, when that is not the address it listens on. */
  publicOrigin: string | null
  signIn: SignInSettings | null
  /** Addresses or networks (CIDR) whose forwarded headers count. */
  trustedProxies: readonly string[]
  /** Origins that may show this console in a frame. */
  frameAncestors: readonly string[]
  /** Per person; 0 for no limit. */
  lookupsPerMinute: number
  /** A file's path, or `stdout`. */
  auditLog: string
  logLevel: LogLevel
  /** null: no metrics. */
  metricsPort: number | null
}

/** From the most to the least talkative. */
export const logLevels = ['info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** The port is somebody else's already. */
export const portInUse = (port: number, name = 'PORT'): SettingsError =>
  new SettingsError(
    `Port ${port} is in use. Set ${name} to a free one, for example ${name}=${port > 65_000 ? port - 2 : port + 2}${name === 'PORT' ? ' (PORT=0 takes any)' : ''}.`,
  )

/** The port a server listens on when `PORT` is not set. */
export const defaultPorts = { console: 8080, sandbox: 8081, dev: 5173 }

/**
 * Reads the settings from the environment.
 * @throws SettingsError naming the variable and the fix.
 */
export function readSettings(env: Environment, defaultPort = defaultPorts.console): Settings {
  refuseUnknown(env)
  const signIn = readSignIn(env)
  const port = readPort(env, defaultPort)
  const host = readHost(env['HOST'], { open: signIn === null })
  const publicOrigin = readPublicOrigin(env, { open: signIn === null })
  if (!isLoopback(host) && publicOrigin === null)
    throw new SettingsError(
      `PUBLIC_ORIGIN is not set, but HOST is ${show(host)}: the console answers only to names it knows. Set it to the origin people open, such as https://console.example.com.`,
    )
  const token = readToken(env['LINQ_INTEGRATION_TOKEN'])
  return {
    host,
    port,
    origin: readUpstream(env['LINQ_BASE_URL'], port),
    token,
    timeoutMs: readWhole(env, 'LINQ_TIMEOUT_MS', { fallback: 10_000, from: 1, to: 600_000, unit: ' (milliseconds)' }),
    masked: readMask(env['MASK']),
    publicOrigin,
    signIn,
    trustedProxies: readProxies(env),
    frameAncestors: readFrameAncestors(env),
    // Sandbox data is nobody's and costs nobody anything; tools that photograph it ask often.
    lookupsPerMinute: readWhole(env, 'LOOKUPS_PER_MINUTE', {
      fallback: token === null ? 0 : 60,
      from: 0,
      to: 100_000,
      unit: ' (0 for no limit)',
    }),
    auditLog: readAuditLog(env),
    logLevel: readLogLevel(env['LOG_LEVEL']),
    metricsPort: readMetricsPort(env, port),
  }
}

/** Reads `HOST` and `PORT` of the separate sandbox server, which listens on this machine only. */
export function readAddress(env: Environment, defaultPort: number): { host: string; port: number } {
  const host = env['HOST'] ?? '127.0.0.1'
  if (!isLoopback(host))
    throw new SettingsError(
      `HOST is ${show(host)}, but the sandbox is for this machine only. Use HOST=127.0.0.1, or leave it unset.`,
    )
  return { host: readHost(host, { open: true }), port: readPort(env, defaultPort) }
}

const readPort = (env: Environment, fallback: number) =>
  readWhole(env, 'PORT', { fallback, from: 0, to: 65_535, unit: '' })

function readMetricsPort(env: Environment, ownPort: number): number | null {
  const port = readWhole(env, 'METRICS_PORT', { fallback: null, from: 0, to: 65_535, unit: '' })
  // Any free port (0) is never the same twice.
  if (port !== ownPort || port === 0) return port
  throw new SettingsError(
    `METRICS_PORT is ${port}, the console's own port. Set it to another, for example METRICS_PORT=${port === 9464 ? 9465 : 9464}.`,
  )
}

/** The three ways out of a console that everybody could reach. */
const waysOut =
  'Either listen on this machine only (HOST=127.0.0.1, or leave it unset), or let people sign in with OpenID Connect (OIDC_ISSUER, OIDC_CLIENT_ID, …), or put an identity-aware proxy in front (ACCESS_JWT_HEADER, …).'

function readHost(text = '127.0.0.1', { open }: { open: boolean }): string {
  const host = text.replace(/^\[(.*)\]$/, '$1')
  // Whoever reaches the port can read every chat the token may read.
  if (open && !isLoopback(host)) throw new SettingsError(`HOST is ${show(text)}, but nobody has to sign in. ${waysOut}`)
  if (!/^[a-z0-9.:-]{1,253}$/i.test(host))
    throw new SettingsError(
      `HOST is ${show(text)}. Set it to an address of this machine, such as 127.0.0.1 or 0.0.0.0.`,
    )
  return host
}

function readPublicOrigin(env: Environment, { open }: { open: boolean }): string | null {
  const text = env['PUBLIC_ORIGIN']
  if (text === undefined) return null
  const origin = readOrigin(text, 'PUBLIC_ORIGIN', {
    example: 'https://console.example.com',
    why: 'would show chats to anybody on the way',
  })
  // Behind a proxy on the same machine HOST alone says nothing about who can come.
  if (open && !isLoopback(new URL(origin).hostname))
    throw new SettingsError(`PUBLIC_ORIGIN is ${show(text)}, but nobody has to sign in. ${waysOut}`)
  return origin
}

function readUpstream(text = linqOrigin, ownPort: number): string {
  const origin = readOrigin(text, 'LINQ_BASE_URL', {
    example: linqOrigin,
    why: 'would send the token readably over the network',
  })
  const url = new URL(origin)
  if (isLoopback(url.hostname) && Number(url.port || 80) === ownPort)
    throw new SettingsError(
      `LINQ_BASE_URL is ${show(text)}, which is this console itself. Set it to the sandbox's address (npm run sandbox), or leave it unset.`,
    )
  return origin
}

function readAuditLog(env: Environment): string {
  const text = readText(env, 'AUDIT_LOG', "Set it to a file's path or to stdout") ?? 'stdout'
  // Nobody who says so means a file of that name, and nobody would look for the audit lines there.
  if (text !== 'stdout' && /^(?:stdout|stderr|-)$/i.test(text))
    throw new SettingsError(
      `AUDIT_LOG is ${show(text)}. Set it to stdout, in small letters, or to a file's path such as ./audit.jsonl.`,
    )
  return text
}

function readLogLevel(text = 'info'): LogLevel {
  const level = logLevels.find((known) => known === text)
  if (level) return level
  throw new SettingsError(`LOG_LEVEL is ${show(text)}. Set it to ${logLevels.join(', ')}, or leave it unset for info.`)
}

function readToken(text: string | undefined): string | null {
  if (text === undefined) return null
  if (text.trim() === '')
    throw new SettingsError(
      'LINQ_INTEGRATION_TOKEN is empty. Set it to your Linq token, or unset it to use sandbox data.',
    )
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new SettingsError(
      `LINQ_INTEGRATION_TOKEN has a space, line break or other character that ${tokenHeader} cannot carry. Copy the token again.`,
    )
  return text
}

function readMask(text: string | undefined): boolean {
  if (text === undefined || text === 'always') return text !== undefined
  throw new SettingsError(
    `MASK is ${show(text)}. Set it to always to hide personal data from everybody, or leave it unset to let each person choose.`,
  )
}
