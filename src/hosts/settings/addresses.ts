import { quote, readWhole } from './read-env.ts'
import { SettingsError } from './settings-error.ts'
import type { Variables } from './variables.ts'

/** Where a server listens. */
export interface Address {
  host: string
  port: number
}

export const readPort = (env: Variables, fallback: number) =>
  readWhole(env, 'PORT', { fallback, from: 0, to: 65_535, unit: '' })

/** Reads where the metrics are; null for none. */
export function readMetrics(env: Variables, ownPort: number): Address | null {
  const port = readWhole(env, 'METRICS_PORT', { fallback: null, from: 0, to: 65_535, unit: '' })
  if (port === null) {
    if (env['METRICS_HOST'] === undefined) return null
    throw new SettingsError(
      'METRICS_HOST is set, but METRICS_PORT is not, so there are no metrics. Set METRICS_PORT, or unset METRICS_HOST.',
    )
  }
  // 0 is any free port, which is never the same twice.
  if (port === ownPort && port !== 0)
    throw new SettingsError(
      `METRICS_PORT is ${port}, the console's own port. Set it to another, for example METRICS_PORT=${port === 9464 ? 9465 : 9464}.`,
    )
  return { host: readAddress(env, 'METRICS_HOST'), port }
}

/** Reads an address to listen on. */
export function readAddress(env: Variables, name: 'HOST' | 'METRICS_HOST'): string {
  const text = env[name] ?? loopback
  const address = withoutBrackets(text)
  if (/^[a-z0-9.:-]{1,253}$/i.test(address)) return address
  throw new SettingsError(
    `${name} is ${quote(text)}. Set it to an address of this machine, such as 127.0.0.1 or 0.0.0.0.`,
  )
}

export const loopback = '127.0.0.1'

/** An address as Node takes it: a URL has brackets around an IPv6 address. */
export const withoutBrackets = (address: string) => address.replace(/^\[(.*)\]$/, '$1')
