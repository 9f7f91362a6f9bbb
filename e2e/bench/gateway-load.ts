// The load of the bench, in its own process: 64 connections, each with one lookup at a time. It uses raw sockets and checks
// only status and ID of each response, so that it uses less CPU than the servers that it measures.
import { connect, type Socket } from 'node:net'

import { chatsPath } from '../../src/linq/operation.ts'

/** A message of the bench: the port, the duration and the IDs of a round. The reply is a {@link Measured}. */
export interface Round {
  port: number
  milliseconds: number
  /** A different chat ID for each request, or the same for all. */
  ids: 'distinct' | 'one'
}

/** The result of a round. */
export interface Measured {
  answers: number
  /** From the first request to the last answer, in seconds. */
  seconds: number
  /** Milliseconds. */
  p50: number
  p95: number
  p99: number
}

const connections = 64
/** The number of client addresses, so that the limit per person is enforced, and reached by none. */
const people = 4000
let requests = 0

/** The next request, with the client address in X-Forwarded-For. */
function next({ port, ids }: Round): { id: number; request: string } {
  requests += 1
  const id = ids === 'one' ? 45 : requests
  const person = requests % people
  return {
    id,
    request: `GET ${chatsPath}/${id} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\naccept: application/json\r\nx-forwarded-for: 10.0.${person >> 8}.${person & 255}\r\n\r\n`,
  }
}

const open = async (port: number) =>
  await new Promise<Socket>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.setNoDelay()
    socket.once('error', reject)
  })

/** The length of the first response in a text, including its head; null if the head is incomplete. */
function lengthOf(text: string): number | null {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const length = /\r\ncontent-length: ([0-9]+)\r\n/i.exec(text.slice(0, end + 2))?.[1]
  if (length === undefined) throw new Error(`A response without Content-Length: ${text.slice(0, end)}`)
  return end + 4 + Number(length)
}

/** Sends the lookups of one connection, one after the other until the time is over. */
async function sendLookups(socket: Socket, round: Round, until: number, durations: number[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let received = ''
    let id = 0
    let started = 0
    const send = () => {
      const { id: chat, request } = next(round)
      id = chat
      received = ''
      started = performance.now()
      socket.write(request, 'latin1')
    }
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('A connection was closed')))
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const length = lengthOf(received)
      if (length === null || received.length < length) return
      if (!received.startsWith('HTTP/1.1 200') || !received.includes(`"id":${id},`))
        return reject(new Error(`Unexpected response: ${received}`))
      const now = performance.now()
      durations.push(now - started)
      if (now >= until) resolve()
      else send()
    })
    send()
  })
}

async function run(round: Round): Promise<Measured> {
  const sockets = await Promise.all(Array.from({ length: connections }, async () => await open(round.port)))
  const durations: number[] = []
  const started = performance.now()
  await Promise.all(
    sockets.map(async (socket) => await sendLookups(socket, round, started + round.milliseconds, durations)),
  )
  const seconds = (performance.now() - started) / 1000
  for (const socket of sockets) {
    socket.removeAllListeners('close')
    socket.destroy()
  }
  durations.sort((one, other) => one - other)
  const at = (share: number) => durations[Math.floor(durations.length * share)] ?? 0
  return { answers: durations.length, seconds, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

process.on('message', (round: Round) => {
  run(round).then(
    (measured) => process.send?.(measured),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit())
