import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

import { rawRefusal } from './raw-errors.ts'

/** How many connections may be open; what comes beyond is closed at once. */
const mostConnections = 10_000

/** What is known of a server's connections. */
export interface Connections {
  /** To be called for each request, before anything answers it. */
  began: (request: IncomingMessage, response: ServerResponse) => void
  /**
   * Takes no more connections, closes each one when all of its answers have been taken over by the system, and calls back
   * when none is left.
   */
  stop: (done: () => void) => void
}

/**
 * Keeps count of what is under way on each connection. Node's own `closeIdleConnections` takes an answer for sent once it
 * was handed over, though a slow reader has most of it still to come.
 */
export function followConnections(server: Server): Connections {
  const underWay = new Map<Socket, number>()
  /** Connections with noise behind a request: closed when what was understood is answered. */
  const spoiled = new WeakSet<Socket>()
  let stopping = false
  const closeIfIdle = (socket: Socket) => {
    if (underWay.get(socket) === 0 && (stopping || spoiled.has(socket))) socket.destroySoon()
  }
  const count = (socket: Socket, more: number) => underWay.set(socket, (underWay.get(socket) ?? 0) + more)

  server.maxConnections = mostConnections
  server.on('connection', (socket) => {
    underWay.set(socket, 0)
    socket.once('close', () => underWay.delete(socket))
  })
  server.on('connect', (_, socket) => {
    // Node no longer listens on it, and a connection that is reset would end the process.
    socket.on('error', () => {})
    socket.end(rawRefusal())
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const known = [...underWay.keys()].find((one) => one === socket)
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    // Words in the middle of an answer that is under way would be taken for its body.
    else if (known && (underWay.get(known) ?? 0) > 0) spoiled.add(known)
    else socket.end(rawRefusal(error.code))
  })

  return {
    began: ({ socket }, response) => {
      count(socket, 1)
      if (stopping) response.shouldKeepAlive = false
      response.on('close', () => {
        count(socket, -1)
        closeIfIdle(socket)
      })
    },
    stop: (done) => {
      stopping = true
      // Not the http server's own way of closing, which would cut off answers on their way.
      NetServer.prototype.close.call(server, done)
      for (const socket of underWay.keys()) closeIfIdle(socket)
    },
  }
}
