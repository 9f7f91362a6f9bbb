import { type IncomingMessage, request as sendRequest, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'

/** Headers of one connection, which are not forwarded. */
const hopByHop = ['connection', 'keep-alive']

/** Raw headers (alternating names and values) without some of them. */
function without(headers: readonly string[], dropped: readonly string[]): string[] {
  return headers.filter((_, at) => !dropped.includes(headers[at - (at % 2)]?.toLowerCase() ?? ''))
}

/** Forwards a request with its Host header, and replaces one header of the client. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { upstream, header, value }: { upstream: string; header: string; value: string },
): void {
  const { hostname, port } = new URL(upstream)
  const sent = request.headers['x-forwarded-for']
  const forwardedFor = [sent, request.socket.remoteAddress].flat().filter(Boolean).join(', ')
  const kept = without(request.rawHeaders, [...hopByHop, header.toLowerCase(), 'x-forwarded-for'])
  const headers = [...kept, header, value, 'X-Forwarded-For', forwardedFor]
  const forwarded = sendRequest({ hostname, port, method: request.method, path: request.url, headers, agent: false })
  forwarded.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, without(answer.rawHeaders, [...hopByHop, 'transfer-encoding']))
    // A response that is aborted upstream is aborted here too.
    pipeline(answer, response, () => {})
  })
  forwarded.on('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(502, { 'content-type': 'text/plain' }).end('The proxy cannot reach its upstream.\n')
  })
  // The client has disconnected.
  response.on('close', () => forwarded.destroy())
  request.pipe(forwarded)
}
