import { linqOrigin, tokenHeader } from '../../linq/operation.ts'

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
}

/** A setting that cannot be used. The message is one line that names the variable and the fix; it never holds a token. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

/** The port is somebody else's already. */
export const portInUse = (port: number): SettingsError =>
  new SettingsError(
    `Port ${port} is in use. Set PORT to a free one, for example PORT=${port > 65_000 ? port - 2 : port + 2} (PORT=0 takes any).`,
  )

type Environment = Record<string, string | undefined>

/** The port a server listens on when `PORT` is not set. */
export const defaultPorts = { console: 8080, sandbox: 8081, dev: 5173 }

/**
 * Reads the settings from the environment.
 * @throws SettingsError naming the variable and the fix.
 */
export function readSettings(env: Environment, defaultPort = defaultPorts.console): Settings {
  const { host, port } = readAddress(env, defaultPort)
  return {
    host,
    port,
    origin: readOrigin(env['LINQ_BASE_URL'], port),
    token: readToken(env['LINQ_INTEGRATION_TOKEN']),
    timeoutMs: readWhole(env, 'LINQ_TIMEOUT_MS', { fallback: 10_000, from: 1, to: 600_000, unit: ' (milliseconds)' }),
    masked: readMask(env['MASK']),
  }
}

/** Reads `HOST` and `PORT`, which the console and the separate sandbox server share. */
export function readAddress(env: Environment, defaultPort: number): { host: string; port: number } {
  return {
    host: readHost(env['HOST']),
    port: readWhole(env, 'PORT', { fallback: defaultPort, from: 0, to: 65_535, unit: '' }),
  }
}

const isLoopback = (name: string) =>
  /^(?:localhost|127(?:\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}|::1|\[::1\])$/i.test(name)

function readHost(text = '127.0.0.1'): string {
  // Whoever reaches the port can read every chat the token may read, so it stays on this machine.
  if (!isLoopback(text))
    throw new SettingsError(
      `HOST is ${show(text)}, but this console has no sign-in yet and listens on this machine only. Use HOST=127.0.0.1, HOST=::1, or leave it unset.`,
    )
  return text.replace(/^\[|\]$/g, '')
}

function readWhole(
  env: Environment,
  name: string,
  { fallback, from, to, unit }: { fallback: number; from: number; to: number; unit: string },
): number {
  const text = env[name]
  if (text === undefined) return fallback
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : NaN
  if (value >= from && value <= to) return value
  throw new SettingsError(
    `${name} is ${show(text)}. Set it to a whole number from ${from} to ${to}${unit}, or leave it unset for ${fallback}.`,
  )
}

function readOrigin(text = linqOrigin, ownPort: number): string {
  const fix = `Set it to an origin such as ${linqOrigin}, or leave it unset.`
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol))
    throw new SettingsError(`LINQ_BASE_URL is not an http(s) address. ${fix}`)
  // It may hold a password, so it is not repeated.
  if (url.username || url.password) throw new SettingsError(`LINQ_BASE_URL holds a user name or password. ${fix}`)
  if (url.pathname !== '/' || url.search || url.hash)
    throw new SettingsError(`LINQ_BASE_URL is ${show(text)}, but the path is the console's to add. ${fix}`)
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new SettingsError(
      `LINQ_BASE_URL is ${show(text)}: plain http would send the token readably over the network. Use https (http is for this machine only).`,
    )
  if (isLoopback(url.hostname) && Number(url.port || 80) === ownPort)
    throw new SettingsError(
      `LINQ_BASE_URL is ${show(text)}, which is this console itself. Set it to the sandbox's address (npm run sandbox), or leave it unset.`,
    )
  return url.origin
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

const show = (text: string) => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
