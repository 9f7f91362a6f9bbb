import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

import { rawError } from './raw-errors.ts'

/** How many connections may be open; further ones are closed at once. */
const maxConnections = 10_000

/** How long a client may take to close its side after an error, in milliseconds; it may not have read the response yet. */
export const lingerMs = 1000

/** The connections of a server. */
export interface Connections {
  /** To be called for each request, before it is answered. */
  began: (incoming: IncomingMessage, outgoing: ServerResponse) => void
  /**
   * Accepts no more connections, closes each one once the operating system has taken over all of its responses, and calls
   * back when none is left.
   */
  stop: (done: () => void) => void
}

/**
 * Counts the requests in progress on each connection. Node's own `closeIdleConnections` considers a response sent once it
 * is buffered, though a slow client still has to receive most of it.
 */
export function trackConnections(server: Server): Connections {
  const inProgress = new Map<Socket, number>()
  /** Connections with invalid bytes after a request: closed once the requests before them are answered. */
  const spoiled = new WeakSet<Socket>()
  let stopping = false
  const closeIfIdle = (socket: Socket) => {
    if (inProgress.get(socket) === 0 && (stopping || spoiled.has(socket))) socket.destroySoon()
  }
  const count = (socket: Socket, more: number) => inProgress.set(socket, (inProgress.get(socket) ?? 0) + more)

  server.maxConnections = maxConnections
  server.on('connection', (socket) => {
    inProgress.set(socket, 0)
    socket.once('close', () => inProgress.delete(socket))
  })
  server.on('connect', (_, socket) => {
    // Node has removed its own listener, and an unhandled reset of the connection would end the process.
    socket.on('error', () => {})
    refuse(socket, rawError())
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    // Written during a response, the error would become part of its body.
    else if (socket instanceof Socket && (inProgress.get(socket) ?? 0) > 0) spoiled.add(socket)
    else refuse(socket, rawError(error.code))
  })

  return {
    began: ({ socket }, outgoing) => {
      count(socket, 1)
      if (stopping) outgoing.shouldKeepAlive = false
      outgoing.on('close', () => {
        count(socket, -1)
        closeIfIdle(socket)
      })
    },
    stop: (done) => {
      stopping = true
      // Not `http.Server`'s own `close`, which would cut off responses in progress.
      NetServer.prototype.close.call(server, done)
      for (const socket of inProgress.keys()) closeIfIdle(socket)
    },
  }
}

/** Sends the last response of a connection, and closes it even if the client goes on sending. */
function refuse(socket: Duplex, response: string): void {
  socket.end(response)
  setTimeout(() => socket.destroy(), lingerMs).unref()
}
