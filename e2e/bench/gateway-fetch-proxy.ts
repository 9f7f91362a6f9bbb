// A server to compare the gateway with: a plain proxy with Node's `fetch`, without guards. Arguments: port, upstream's origin, token.
import { createServer, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { tokenHeader } from '../../src/linq/operation.ts'

const [port, origin = '', token = ''] = process.argv.slice(2)

const forward = async (path: string, response: ServerResponse) => {
  const { status, headers, body } = await fetch(origin + path, {
    headers: { accept: 'application/json', [tokenHeader]: token },
  })
  response.writeHead(status, Object.fromEntries(headers))
  await pipeline(Readable.from(body ?? []), response)
}

createServer((request, response) => {
  forward(request.url ?? '/', response).catch(() => response.destroy())
}).listen(Number(port), '127.0.0.1')
