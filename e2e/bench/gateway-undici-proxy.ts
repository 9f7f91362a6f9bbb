// A server to compare the gateway with: a plain proxy with undici's dispatcher, without guards. Arguments: port, upstream's origin, token.
import { createServer } from 'node:http'

import { Pool } from 'undici'

import { tokenHeader } from '../../src/linq/operation.ts'

const [port, origin = '', token = ''] = process.argv.slice(2)
const pool = new Pool(origin, { connections: 64 })

createServer((request, response) => {
  const { url: path = '/', headers } = request
  pool.dispatch(
    { method: 'GET', path, headers: { ...headers, host: new URL(origin).host, [tokenHeader]: token } },
    {
      onRequestStart: () => {},
      onResponseStart: (_, status, reply) => response.writeHead(status, reply),
      onResponseData: (_, chunk) => response.write(chunk),
      onResponseEnd: () => response.end(),
      onResponseError: () => response.writeHead(502).end(),
    },
  )
}).listen(Number(port), '127.0.0.1')
