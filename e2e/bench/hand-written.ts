// A process of its own: the server somebody would write for a page by hand. It has the page ready in both codings, and
// passes lookups on with the token. `node e2e/bench/hand-written.ts <upstream's address>`
import { readFileSync } from 'node:fs'
import { createServer, request as ask } from 'node:http'
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
    const asking = ask(upstream + url, { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/json' })
      answer.pipe(response)
    })
    asking.on('error', () => response.writeHead(502).end())
    asking.end()
    return
  }
  const coding = String(request.headers['accept-encoding']).includes('br') ? 'br' : 'gzip'
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': coding })
  response.end(codings[coding])
})
await serve(server)
