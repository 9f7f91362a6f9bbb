import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { getRequestListener } from '@hono/node-server'

import { failed, respond } from '../../gateway/answers.ts'
import { SettingsError } from './settings.ts'

/** Answers a request; `target` is the request target as it stood in the request line. */
export type Handler = (request: Request, target: string) => Promise<Response>

/** The port a server has got, when it listens on one. */
export const portOf = (address: AddressInfo | string | null | undefined): number | undefined =>
  typeof address === 'object' ? address?.port : undefined

type Incoming = Parameters<Parameters<typeof getRequestListener>[0]>[1]['incoming']

/** How long a stopping server waits for answers under way. */
const drainMs = 10_000

/**
 * Serves a handler over HTTP until the process is told to stop: by Ctrl-C, by SIGTERM, or because the npm that started
 * it is gone. Then answers under way are finished, and the process exits with 0; a second signal ends it at once.
 * @returns the address to print, with the port the system chose when 0 was asked for.
 * @throws SettingsError when the address cannot be listened on.
 */
export async function listen(
  handler: Handler,
  { host, port }: { host: string; port: number },
): Promise<{ url: string; port: number }> {
  const listener = getRequestListener((request, { incoming }) => answer(handler, request, incoming), {
    overrideGlobalObjects: false,
    // What cannot even be read as a request (no Host, an impossible URL) is refused in the same format as everything else.
    errorHandler: () => respond(refusal, crypto.randomUUID()),
  })
  const server = createServer((request, response) => void listener(request, response))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else socket.end(rawRefusal())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  stopWhenTold(server)
  const actual = portOf(server.address()) ?? port
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, port: actual }
}

/** A handler that fails has its connection broken off, as a crashed server would; the reason goes to stderr. */
async function answer(handler: Handler, request: Request, incoming: Incoming): Promise<Response> {
  try {
    const response = await handler(request, incoming.url ?? '')
    if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', crypto.randomUUID())
    return response
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    incoming.socket.destroy()
    return new Response(null, { status: 500 })
  }
}

const refusal = failed('bad_request', 'This is not a request the server can read.')

/** The same refusal for a socket that never became a request. */
function rawRefusal(): string {
  const headers = [...respond(refusal, crypto.randomUUID()).headers].map(([name, value]) => `${name}: ${value}`)
  return ['HTTP/1.1 400 Bad Request', ...headers, 'connection: close', '', refusal.body].join('\r\n')
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new SettingsError(
        `Port ${port} is in use. Set PORT to a free one, for example PORT=${port + 2} (PORT=0 takes any).`,
      )
    case 'EACCES':
      return new SettingsError(`PORT ${port} needs more rights than this process has. Set PORT to a number above 1023.`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingsError(`HOST ${host} is not an address of this machine. Use HOST=127.0.0.1, or leave it unset.`)
    default:
      return error
  }
}

function stopWhenTold(server: Server): void {
  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    server.close(() => process.exit(0))
    server.closeIdleConnections()
    setTimeout(() => process.exit(0), drainMs).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // A signal to npm ends the shell between npm and us, not us; without this the server would outlive its npm.
  const parent = process.ppid
  if (process.env['npm_lifecycle_event'])
    setInterval(() => {
      if (process.ppid !== parent && !stopping) stop()
    }, 250).unref()
}

/** Runs a server's main function; a setting that cannot be used ends the process with one line and the exit code 1. */
export async function run(main: () => Promise<void> | void): Promise<void> {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
