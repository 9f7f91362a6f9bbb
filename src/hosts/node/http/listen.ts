import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { Gateway } from '../../../gateway/gateway.ts'
import { SettingsError } from '../../settings/settings-error.ts'
import { portInUse } from '../../settings/settings.ts'
import { type Connections, followConnections } from './connections.ts'
import { type Handler, nodeListener } from './request-listener.ts'

/** How long a stopping server waits for answers under way. */
const drainMs = 10_000

/** How long it then waits for its last lines to be written. */
const endMs = 1000

/** Whoever needs longer to send a request's head is not waited for; how often that is looked at. */
const headMs = 15_000
const lookEveryMs = 5000

/** How long a connection may lie idle: longer than proxies in front keep one, so that they are the ones to close it. */
const idleMs = 75_000

const nothingToWaitFor = async () => {}

/** How a server listens. */
export interface Listening {
  host: string
  port: number
  /** Addresses whose forwarded headers count. */
  trustedProxies?: readonly string[]
  /**
   * Milliseconds after which a connection on which nothing moves is closed, though an answer is due or on its way: whoever
   * does not read must not hold memory for ever.
   */
  stuckMs?: number
  /** Answers plain lookups in the handler's place, for less. */
  lookUp?: Gateway['answer']
  /** Called at the first signal to stop. */
  onStop?: () => void
  /** Waited for when the last answer is given, for a second at the most. */
  onEnd?: () => Promise<void>
}

/**
 * Serves a handler over HTTP until the process is told to stop (Ctrl-C, SIGTERM). Then answers under way are finished,
 * and the process exits with 0; a second signal ends it at once.
 * @returns the address to print, with the port the system chose when 0 was asked for.
 * @throws SettingsError when the address cannot be listened on.
 */
export async function listen(
  handler: Handler,
  { host, port, trustedProxies = [], stuckMs = 60_000, lookUp, onStop = () => {}, onEnd = nothingToWaitFor }: Listening,
): Promise<{ url: string; port: number }> {
  const listener = nodeListener(handler, trustedProxies, lookUp)
  const server = createServer({
    // A request without a Host is refused like any other, not by Node's bare 400.
    requireHostHeader: false,
    headersTimeout: headMs,
    requestTimeout: 2 * headMs,
    connectionsCheckingInterval: lookEveryMs,
    keepAliveTimeout: idleMs,
  })
  server.timeout = stuckMs
  const connections = followConnections(server)
  for (const event of ['request', 'checkExpectation'] as const)
    server.on(event, (request, response) => {
      connections.began(request, response)
      listener(request, response)
    })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  stopWhenTold(connections, onStop, onEnd)
  const actual = portOf(server.address()) ?? port
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, port: actual }
}

/** The port a server has got, when it listens on one. */
export const portOf = (address: AddressInfo | string | null | undefined): number | undefined =>
  typeof address === 'object' ? address?.port : undefined

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return portInUse(port)
    case 'EACCES':
      return new SettingsError(`PORT ${port} needs more rights than this process has. Set PORT to a number above 1023.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingsError(`HOST ${host} is not an address of this machine. Use HOST=127.0.0.1, or leave it unset.`)
    default:
      return error
  }
}

function stopWhenTold(connections: Connections, onStop: () => void, onEnd: () => Promise<void>): void {
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

/** Runs a server's main function; a setting that cannot be used ends the process with one line and the exit code 1. */
export async function run(main: () => Promise<void>): Promise<void> {
  // Nobody reads it any more, or the disk is full: that is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  try {
    await main()
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
