// The upstream of the bench, in a process of its own: it answers any lookup with the documented chat under the id that was
// asked for. It reads its bare sockets, so that it costs a shared machine less than what it is there to measure.
import { createServer } from 'node:net'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { chatsPath } from '../../src/linq/v2/operation.ts'

/** What the bench tells it: how long each answer takes from now on, in milliseconds. It replies with {@link Asked}. */
export interface Latency {
  latency: number
}

/** How often it was asked since it was told the last time, and its port. */
export interface Asked {
  asked: number
  port: number
}

const target = new RegExp(`^GET ${chatsPath}/([0-9]+) HTTP/1\\.1\r\n`)
const body = JSON.stringify(documentedChat)
const documentedId = `"id":${documentedChat.data.id},`

let latency = 0
let asked = 0

/** One whole answer, as it goes over the line. */
function answerTo(head: string): string {
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
      const answer = answerTo(head.slice(0, end + 2))
      head = head.slice(end + 4)
      asked += 1
      if (latency === 0) socket.write(answer, 'latin1')
      else setTimeout(() => socket.write(answer, 'latin1'), latency)
    }
  })
})

process.on('message', (told: Latency) => {
  const address = server.address()
  const reply: Asked = { asked, port: typeof address === 'object' ? (address?.port ?? 0) : 0 }
  latency = told.latency
  asked = 0
  process.send?.(reply)
})
process.on('disconnect', () => process.exit())
server.listen(0, '127.0.0.1')
