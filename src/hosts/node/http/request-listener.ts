import type { IncomingMessage, ServerResponse } from 'node:http'

import type { GatewayRequest } from '../../../gateway/request.ts'
import { type GatewayResponse, respond } from '../../../gateway/response.ts'
import { invalidRequest } from './raw-errors.ts'
import { createRequestReader } from './read-request.ts'
import { reportError, writeResponse } from './write-response.ts'

/** Answers a request. When it fails, the connection is broken off, as by a server that crashed. */
export type Handler = (request: GatewayRequest) => Promise<GatewayResponse>

/** Makes of a handler what `node:http` and Connect call. */
export function requestListener(
  handler: Handler,
  trustedProxies: readonly string[] = [],
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const readRequest = createRequestReader(trustedProxies)
  return (incoming, outgoing) => {
    const request = readRequest(incoming, outgoing)
    if (!request) {
      writeResponse(outgoing, respond(invalidRequest, crypto.randomUUID()))
      return
    }
    handler(request).then(
      (response) => writeResponse(outgoing, response),
      (error: unknown) => {
        reportError(error)
        incoming.socket.destroy()
      },
    )
  }
}
