import { type IncomingMessage, request as ask, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'

/** What belongs to one connection and is not passed on. */
const hopByHop = ['connection', 'keep-alive']

/** Headers as they came, in pairs, without some of them. */
function without(headers: readonly string[], dropped: readonly string[]): string[] {
  return headers.filter((_, at) => !dropped.includes(headers[at - (at % 2)]?.toLowerCase() ?? ''))
}

/** Passes a request on as it came, host and all, with one header of ours instead of whatever the client sent in it. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { upstream, header, value }: { upstream: string; header: string; value: string },
): void {
  const { hostname, port } = new URL(upstream)
  const sent = request.headers['x-forwarded-for']
  const via = [sent, request.socket.remoteAddress].flat().filter(Boolean).join(', ')
  const kept = without(request.rawHeaders, [...hopByHop, header.toLowerCase(), 'x-forwarded-for'])
  const headers = [...kept, header, value, 'X-Forwarded-For', via]
  const onward = ask({ hostname, port, method: request.method, path: request.url, headers, agent: false })
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, without(answer.rawHeaders, [...hopByHop, 'transfer-encoding']))
    // An answer that breaks off breaks off here as well.
    pipeline(answer, response, () => {})
  })
  onward.on('error', () => {
    if (response.headersSent) response.destroy()
    else response.writeHead(502, { 'content-type': 'text/plain' }).end('The proxy reaches nobody behind it.\n')
  })
  // Nobody waits for an answer any more.
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}
