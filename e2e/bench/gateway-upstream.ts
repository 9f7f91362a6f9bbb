// The upstream of the bench, in its own process: it responds to every lookup with the documented chat under the requested ID.
// It uses raw sockets, so that it uses less CPU than the servers that are measured.
import { createServer } from 'node:net'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { chatsPath } from '../../src/linq/operation.ts'

/** A message of the bench: the response time from now on, in milliseconds. The reply is an {@link UpstreamState}. */
export interface Latency {
  latency: number
}

/** The number of requests since the last message, and the port. */
export interface UpstreamState {
  requests: number
  port: number
}

const target = new RegExp(`^GET ${chatsPath}/([0-9]+) HTTP/1\\.1\r\n`)
const body = JSON.stringify(documentedChat)
const documentedId = `"id":${documentedChat.data.id},`

let latency = 0
let requests = 0

/** The raw response to a request. */
function responseTo(head: string): string {
  const id = target.exec(head)?.[1]
  if (id === undefined) return 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'
  const text = body.replace(documentedId, `"id":${id},`)
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${text.length}\r\nx-request-id: bench\r\n\r\n${text}`
}

const server = createServer((socket) => {
  let head = ''
  socket.setNoDelay()
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    head += chunk.toString('latin1')
    for (let end = head.indexOf('\r\n\r\n'); end >= 0; end = head.indexOf('\r\n\r\n')) {
      const response = responseTo(head.slice(0, end + 2))
      head = head.slice(end + 4)
      requests += 1
      if (latency === 0) socket.write(response, 'latin1')
      else setTimeout(() => socket.write(response, 'latin1'), latency)
    }
  })
})

process.on('message', (message: Latency) => {
  const address = server.address()
  const reply: UpstreamState = { requests, port: typeof address === 'object' ? (address?.port ?? 0) : 0 }
  latency = message.latency
  requests = 0
  process.send?.(reply)
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1')
