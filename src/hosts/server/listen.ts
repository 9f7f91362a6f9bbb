import { createServer, type IncomingMessage, maxHeaderSize, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

import { getRequestListener } from '@hono/node-server'

import { failed, respond } from '../../gateway/answers.ts'
import { SettingsError } from '../common/read-env.ts'
import { portInUse } from '../common/settings.ts'
import { type ArrivalAtNode, createArrivals } from './arrivals.ts'

/** Answers a request; `arrival` has the request target as it stood in the request line. */
export type Handler = (request: Request, arrival: ArrivalAtNode) => Promise<Response>

/** How long a stopping server waits for answers under way. */
const drainMs = 10_000

/** Whoever needs longer to send a request's head is not waited for. */
const headMs = 15_000

/** How long a connection may lie idle: longer than proxies in front keep one, so that they are the ones to close it. */
const idleMs = 75_000

/** How a server listens. */
export interface Listening {
  host: string
  port: number
  /** Addresses whose forwarded headers count. */
  trustedProxies?: readonly string[]
  /** Called at the first signal to stop. */
  onStop?: () => void
}

/**
 * Serves a handler over HTTP until the process is told to stop (Ctrl-C, SIGTERM). Then answers under way are finished,
 * and the process exits with 0; a second signal ends it at once.
 * @returns the address to print, with the port the system chose when 0 was asked for.
 * @throws SettingsError when the address cannot be listened on.
 */
export async function listen(
  handler: Handler,
  { host, port, trustedProxies = [], onStop = () => {} }: Listening,
): Promise<{ url: string; port: number }> {
  const listener = nodeListener(handler, trustedProxies)
  let stopping = false
  const underWay = new WeakMap<Duplex, number>()
  const count = ({ socket }: IncomingMessage, more: number) => underWay.set(socket, (underWay.get(socket) ?? 0) + more)
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    count(request, 1)
    // A kept connection with nothing under way would hold a stopping server for the whole drain time.
    if (stopping) response.shouldKeepAlive = false
    response.once('close', () => {
      count(request, -1)
      if (stopping) setImmediate(() => server.closeIdleConnections())
    })
    listener(request, response)
  }
  // A request without a Host is refused like any other, not by Node's bare 400.
  const server = createServer(
    { requireHostHeader: false, headersTimeout: headMs, requestTimeout: 2 * headMs, keepAliveTimeout: idleMs },
    serve,
  )
  server.on('checkExpectation', serve)
  server.on('connect', (_, socket) => socket.end(rawRefusal()))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Words in the middle of an answer that is under way would be taken for its body.
    if (error.code === 'ECONNRESET' || !socket.writable || (underWay.get(socket) ?? 0) > 0) socket.destroy()
    else
      socket.end(
        error.code === 'HPE_HEADER_OVERFLOW' ? rawRefusal(tooLarge, 'Request Header Fields Too Large') : rawRefusal(),
      )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  stopWhenTold(server, () => {
    stopping = true
    onStop()
  })
  const actual = portOf(server.address()) ?? port
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, port: actual }
}

/** The port a server has got, when it listens on one. */
export const portOf = (address: AddressInfo | string | null | undefined): number | undefined =>
  typeof address === 'object' ? address?.port : undefined

/** Turns a handler into what `node:http` and Connect call. */
export function nodeListener(
  handler: Handler,
  trustedProxies: readonly string[] = [],
): (request: IncomingMessage, response: ServerResponse) => void {
  const arrivals = createArrivals(trustedProxies)
  const listener = getRequestListener(
    async (request, { incoming }) =>
      await answer(async () => await handler(request, arrivals(incoming)), incoming.socket),
    {
      overrideGlobalObjects: false,
      // What cannot even be read as a request (no Host, an impossible URL) is refused in the same format as everything else.
      errorHandler: () => respond(refusal, crypto.randomUUID()),
    },
  )
  return (request, response) => void listener(request, response)
}

/** A handler that fails has its connection broken off, as a crashed server would; the reason goes to stderr. */
async function answer(handle: () => Promise<Response>, socket: Duplex): Promise<Response> {
  try {
    const response = await handle()
    if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', crypto.randomUUID())
    return response
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    socket.destroy()
    return new Response(null, { status: 500 })
  }
}

const refusal = failed('bad_request', 'This is not a request the server can read.')
const tooLarge = failed('bad_request', `The headers of this request are larger than ${maxHeaderSize / 1024} KiB.`, {
  status: 431,
})

/** A refusal for a socket that never became a request. */
function rawRefusal(refused = refusal, words = 'Bad Request'): string {
  const headers = [...respond(refused, crypto.randomUUID()).headers].map(([name, value]) => `${name}: ${value}`)
  return [`HTTP/1.1 ${refused.status} ${words}`, ...headers, 'connection: close', '', refused.body].join('\r\n')
}

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

function stopWhenTold(server: Server, onStop: () => void): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    onStop()
    server.close(() => process.exit(0))
    server.closeIdleConnections()
    setTimeout(() => process.exit(0), drainMs).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** Runs a server's main function; a setting that cannot be used ends the process with one line and the exit code 1. */
export async function run(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
