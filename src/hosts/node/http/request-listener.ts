import type { IncomingMessage, ServerResponse } from 'node:http'

import { getRequestListener } from '@hono/node-server'

import { respond } from '../../../gateway/response.ts'
import type { Gateway } from '../../../gateway/gateway.ts'
import { type ArrivalAtNode, createArrivals } from './client-address.ts'
import { askingOf, isPlainLookup, write } from './fast-path.ts'
import { refusal } from './raw-errors.ts'

/** Answers a request; `arrival` has the request target as it stood in the request line. */
export type Handler = (request: Request, arrival: ArrivalAtNode) => Promise<Response>

/**
 * Turns a handler into what `node:http` and Connect call.
 * @param lookUp answers plain lookups in the handler's place, for less.
 */
export function nodeListener(
  handler: Handler,
  trustedProxies: readonly string[] = [],
  lookUp?: Gateway['answer'],
): (request: IncomingMessage, response: ServerResponse) => void {
  const arrivals = createArrivals(trustedProxies)
  const listener = getRequestListener(
    async (request, { incoming }) => {
      try {
        const response = await handler(request, arrivals(incoming))
        if (!response.headers.has('x-request-id')) response.headers.set('x-request-id', crypto.randomUUID())
        return response
      } catch (error) {
        breakOff(incoming, error)
        return new Response(null, { status: 500 })
      }
    },
    {
      overrideGlobalObjects: false,
      // What cannot even be read as a request (no Host, an impossible URL) is refused in the same format as everything else.
      errorHandler: () => respond(refusal, crypto.randomUUID()),
    },
  )
  return (request, response) => {
    if (lookUp && isPlainLookup(request))
      lookUp(askingOf(request, response), arrivals(request)).then(
        (answer) => write(response, answer),
        (error: unknown) => breakOff(request, error),
      )
    else void listener(request, response)
  }
}

/** A handler that fails has its connection broken off, as a crashed server would; the reason goes to stderr. */
function breakOff({ socket }: Pick<IncomingMessage, 'socket'>, error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  socket.destroy()
}
