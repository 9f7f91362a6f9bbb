import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

import { getRequestListener } from '@hono/node-server'

import { respond } from '../../gateway/answers.ts'
import { type ArrivalAtNode, createArrivals } from './arrivals.ts'
import { refusal } from './refusals.ts'

/** Answers a request; `arrival` has the request target as it stood in the request line. */
export type Handler = (request: Request, arrival: ArrivalAtNode) => Promise<Response>

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
