// An upstream with a fixed response time, in its own process. `node e2e/bench/upstream.ts <milliseconds>`
import { createServer } from 'node:http'

import { chatFor } from './chats.ts'
import { serve } from './serve.ts'

const latency = Number(process.argv[2])

const server = createServer((request, response) => {
  const id = Number(request.url?.slice(request.url.lastIndexOf('/') + 1))
  const body = JSON.stringify(chatFor(id))
  setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(body), latency)
})
await serve(server)
