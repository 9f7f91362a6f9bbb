// The server of the hand-written page, in its own process: it compresses the page once, and forwards lookups with the token.
// `node e2e/bench/hand-written.ts <upstream's address>`
import { readFileSync } from 'node:fs'
import { createServer, request as sendRequest } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import { serve } from './serve.ts'

const upstream = process.argv[2] ?? ''
const page = readFileSync(join(import.meta.dirname, 'hand-written.html'))
const codings = { br: brotliCompressSync(page), gzip: gzipSync(page) }

const server = createServer((request, response) => {
  const url = request.url ?? ''
  if (url.startsWith('/api/')) {
    const headers = { 'x-linq-integration-token': 'bench' }
    const forwarded = sendRequest(upstream + url, { headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, { 'content-type': 'application/json' })
      reply.pipe(response)
    })
    forwarded.on('error', () => response.writeHead(502).end())
    forwarded.end()
    return
  }
  const coding = String(request.headers['accept-encoding']).includes('br') ? 'br' : 'gzip'
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': coding })
  response.end(codings[coding])
})
await serve(server)
