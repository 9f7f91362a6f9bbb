// What to compare the gateway with: a plain `node:http` proxy that guards nothing. Arguments: its port, the upstream's origin, the token.
import { Agent, createServer, request } from 'node:http'

import { tokenHeader } from '../../src/linq/v2/operation.ts'

const [port, origin = '', token] = process.argv.slice(2)
const { hostname, port: upstreamPort, host } = new URL(origin)
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

createServer((asked, response) => {
  const asking = request(
    {
      agent,
      hostname,
      port: upstreamPort,
      method: asked.method,
      path: asked.url,
      headers: { ...asked.headers, host, [tokenHeader]: token },
    },
    (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    },
  )
  asking.on('error', () => response.writeHead(502).end())
  asking.end()
}).listen(Number(port), '127.0.0.1')
