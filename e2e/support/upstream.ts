// An upstream that a test controls, in front of it a console, and the bare socket to ask that console with.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { type RunningServer, sinceNow, startServer } from './servers.ts'
import { expect, test as base, token } from './test.ts'

export interface Recorder {
  url: string
  /** The request line and raw headers of each request that it received. */
  requests: { line: string; headers: string[] }[]
  /** How many connections were made to it. */
  connections: number
  /** How it answers; the documented chat unless a test says otherwise. */
  answer: (request: IncomingMessage, response: ServerResponse) => void
}

/** Answers as documented, for whatever chat was asked for. */
export const documented = (request: IncomingMessage, response: ServerResponse): void => {
  response.setHeader('content-type', 'application/json')
  const id = Number(request.url?.slice(request.url.lastIndexOf('/') + 1))
  response.end(JSON.stringify({ data: { ...documentedChat.data, id } }))
}

type RunningRecorder = Recorder & { stop: () => void; reset: () => void }

/** Starts an upstream that records what reaches it. */
export async function startRecorder(): Promise<RunningRecorder> {
  const server = createServer((request, response) => {
    recorder.requests.push({ line: `${request.method} ${request.url}`, headers: request.rawHeaders })
    recorder.answer(request, response)
  })
  const recorder: RunningRecorder = {
    url: '',
    requests: [],
    connections: 0,
    answer: documented,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
    reset: () => {
      server.closeAllConnections()
      Object.assign(recorder, { requests: [], connections: 0, answer: documented })
    },
  }
  server.on('connection', () => (recorder.connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  recorder.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return recorder
}

/** What a console needs to have a recorder for its live upstream, with no limit for the one person who tests. */
export const liveAgainst = ({ url }: Pick<Recorder, 'url'>): Record<string, string> => ({
  LINQ_BASE_URL: url,
  LINQ_INTEGRATION_TOKEN: token,
  LOOKUPS_PER_MINUTE: '0',
})

/**
 * The console of a worker for one test more, as if it had just started: what tests before it left behind, such as an
 * upstream that is left alone, ends with an answer; what it has printed for them is left out.
 */
async function renew(server: RunningServer, upstream: Recorder): Promise<RunningServer> {
  const path = '/api/partner/v2/chats/1'
  await expect.poll(async () => (await fetch(server.url + path)).status).toBe(200)
  const renewed = await sinceNow(server, path, 2)
  Object.assign(upstream, { requests: [], connections: 0 })
  return renewed
}

interface Shared {
  recorder: RunningRecorder
  guardedConsole: RunningServer
  hastyConsole: RunningServer
}

/** A console whose live upstream records what reaches it. Both are started once a worker, and are as new in each test. */
export const test = base.extend<
  {
    upstream: Recorder
    guarded: RunningServer
    /** A console that gives its upstream 1.5 s, for tests of what it does after that. */
    hasty: RunningServer
    folder: string
  },
  Shared
>({
  recorder: [
    async ({}, use) => {
      const recorder = await startRecorder()
      await use(recorder)
      recorder.stop()
    },
    { scope: 'worker' },
  ],
  guardedConsole: [
    async ({ recorder }, use) => {
      const server = await startServer('console', liveAgainst(recorder))
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  hastyConsole: [
    async ({ recorder }, use) => {
      const server = await startServer('console', { ...liveAgainst(recorder), LINQ_TIMEOUT_MS: '1500' })
      await use(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  upstream: async ({ recorder }, use) => {
    recorder.reset()
    await use(recorder)
  },
  guarded: async ({ upstream, guardedConsole }, use) => await use(await renew(guardedConsole, upstream)),
  hasty: async ({ upstream, hastyConsole }, use) => await use(await renew(hastyConsole, upstream)),
  /** An empty folder, gone after the test. */
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'console-'))
    await use(folder)
    rmSync(folder, { recursive: true })
  },
})

/** Sends bytes as they are, and returns everything that comes back. */
export async function send(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.setTimeout(5000, () => socket.destroy(new Error('no answer')))
  // Not ended from this side: Node takes a half-closed connection for a browser that left.
  socket.write(request)
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  return answer
}
