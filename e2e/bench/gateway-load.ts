// The load of the bench, in a process of its own: 64 connections, each with one lookup at a time. It writes to its bare
// sockets and checks each answer for its status and id, so that it costs a shared machine less than what it measures.
import { connect, type Socket } from 'node:net'

import { chatsPath } from '../../src/linq/v2/operation.ts'

/** What the bench tells it: whom to ask, for how long, and for what. It replies with {@link Measured}. */
export interface Round {
  port: number
  milliseconds: number
  /** Chat ids of their own, or one for all. */
  ids: 'distinct' | 'one'
}

/** How long the answers took. */
export interface Measured {
  answers: number
  /** From the first request to the last answer, in seconds. */
  seconds: number
  /** Milliseconds. */
  p50: number
  p95: number
}

const connections = 64
/** So many people ask in turns: a limit per person stays on, and lets them through. */
const people = 4000
let asked = 0

/** The next request. Who asks is told as a proxy in front would. */
function next({ port, ids }: Round): { id: number; request: string } {
  asked += 1
  const id = ids === 'one' ? 45 : asked
  const person = asked % people
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

/** The length of the answer that begins a text, its head included; null while the head is not all there. */
function lengthOf(text: string): number | null {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const length = /\r\ncontent-length: ([0-9]+)\r\n/i.exec(text.slice(0, end + 2))?.[1]
  if (length === undefined) throw new Error(`An answer without a length: ${text.slice(0, end)}`)
  return end + 4 + Number(length)
}

/** One connection's lookups, one after the other until the time is over. */
async function ask(socket: Socket, round: Round, until: number, took: number[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let came = ''
    let id = 0
    let began = 0
    const send = () => {
      const { id: chat, request } = next(round)
      id = chat
      came = ''
      began = performance.now()
      socket.write(request, 'latin1')
    }
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('A connection was closed')))
    socket.on('data', (chunk) => {
      came += chunk.toString('latin1')
      const length = lengthOf(came)
      if (length === null || came.length < length) return
      if (!came.startsWith('HTTP/1.1 200') || !came.includes(`"id":${id},`))
        return reject(new Error(`Not what was asked for: ${came}`))
      const now = performance.now()
      took.push(now - began)
      if (now >= until) resolve()
      else send()
    })
    send()
  })
}

async function run(round: Round): Promise<Measured> {
  const sockets = await Promise.all(Array.from({ length: connections }, async () => await open(round.port)))
  const took: number[] = []
  const began = performance.now()
  await Promise.all(sockets.map(async (socket) => await ask(socket, round, began + round.milliseconds, took)))
  const seconds = (performance.now() - began) / 1000
  for (const socket of sockets) {
    socket.removeAllListeners('close')
    socket.destroy()
  }
  took.sort((one, other) => one - other)
  const at = (share: number) => took[Math.floor(took.length * share)] ?? 0
  return { answers: took.length, seconds, p50: at(0.5), p95: at(0.95) }
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
