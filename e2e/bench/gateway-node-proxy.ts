// A server to compare the gateway with: a plain `node:http` proxy, without guards. Arguments: port, upstream's origin, token.
import { Agent, createServer, request as sendRequest } from 'node:http'

import { tokenHeader } from '../../src/linq/operation.ts'

const [port, origin = '', token] = process.argv.slice(2)
const { hostname, port: upstreamPort, host } = new URL(origin)
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

createServer((request, response) => {
  const forwarded = sendRequest(
    {
      agent,
      hostname,
      port: upstreamPort,
      method: request.method,
      path: request.url,
      headers: { ...request.headers, host, [tokenHeader]: token },
    },
    (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    },
  )
  forwarded.on('error', () => response.writeHead(502).end())
  forwarded.end()
}).listen(Number(port), '127.0.0.1')
