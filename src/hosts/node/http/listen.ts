import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Address } from '../../settings/addresses.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import { portInUse } from '../../settings/settings.ts'
import { type Connections, trackConnections } from './connections.ts'
import { maxHeaderBytes } from './raw-errors.ts'
import { type Handler, requestListener } from './request-listener.ts'

/** How long a stopping server waits for requests in progress, in milliseconds. */
const drainMs = 10_000

/** How long it then waits for its last lines to be written, in milliseconds. */
const endMs = 1000

/** The time-outs of a server's connections, in milliseconds. */
export const timeouts = {
  /** For a client to send the head of a request, and a whole request; and how often both are checked. */
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
  /** For an idle connection: longer than proxies in front keep one, so that they close it. */
  keepAliveTimeout: 75_000,
}

/** How a server listens. */
export interface Listening {
  host: string
  port: number
  /** Addresses whose `X-Forwarded-…` headers are trusted. */
  trustedProxies?: readonly string[]
  /**
   * Milliseconds after which a connection without any traffic is closed, even with a request in progress: clients that do
   * not read must not hold memory for ever.
   */
  stuckMs?: number
  /** Called at the first signal to stop. */
  onStop?: () => void
  /** Awaited after the last response, for a second at most. */
  onEnd?: () => Promise<void>
}

/**
 * Serves a handler over HTTP until the process gets a signal to stop (Ctrl-C, SIGTERM). Then requests in progress are
 * completed and the process exits with 0; a second signal ends it at once.
 * @returns the address to print, with the port the system chose when 0 was asked for.
 * @throws SettingsError when the address cannot be listened on.
 */
export async function listen(
  handler: Handler,
  { host, port, trustedProxies = [], stuckMs = 60_000, onStop = () => {}, onEnd = async () => {} }: Listening,
): Promise<{ url: string; port: number }> {
  const listener = requestListener(handler, trustedProxies)
  const server = createServer({
    // A request without a Host is refused in the documented format, not by Node's bare 400.
    requireHostHeader: false,
    maxHeaderSize: maxHeaderBytes,
    ...timeouts,
  })
  server.timeout = stuckMs
  const connections = trackConnections(server)
  for (const event of ['request', 'checkExpectation'] as const)
    server.on(event, (incoming, outgoing) => {
      connections.began(incoming, outgoing)
      listener(incoming, outgoing)
    })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, { host, port })))
    server.listen(port, host, resolve)
  })
  stopOnSignal(connections, onStop, onEnd)
  const actual = portOf(server.address()) ?? port
  return { url: urlOf(host, actual), port: actual }
}

/** The port that a server listens on, if it does. */
export const portOf = (address: AddressInfo | string | null | undefined): number | undefined =>
  typeof address === 'object' ? address?.port : undefined

/** The URL of an address that a server listens on. */
export const urlOf = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`

/**
 * Explains why an address cannot be listened on.
 * @param names the variables that it is set with.
 */
export function explainListenError(
  error: NodeJS.ErrnoException,
  { host, port }: Address,
  names: { host: 'HOST' | 'METRICS_HOST'; port: 'PORT' | 'METRICS_PORT' } = { host: 'HOST', port: 'PORT' },
): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return portInUse(port, names.port)
    case 'EACCES':
      return new SettingsError(
        `${names.port} ${port} needs more rights than this process has. Set ${names.port} to a number above 1023.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingsError(
        `${names.host} ${host} is not an address of this machine. Use ${names.host}=127.0.0.1, or leave it unset.`,
      )
    default:
      return error
  }
}

function stopOnSignal(connections: Connections, onStop: () => void, onEnd: () => Promise<void>): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    onStop()
    connections.stop(() => endAfter(onEnd))
    setTimeout(() => endAfter(onEnd), drainMs).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

function endAfter(onEnd: () => Promise<void>): void {
  setTimeout(() => process.exit(0), endMs)
  void onEnd().finally(() => process.exit(0))
}
