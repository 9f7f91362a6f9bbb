// An upstream that a test controls, a console in front of it, and raw requests to that console.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { v3ChatsPath } from '../../src/linq/operation.ts'
import { documentedV3Chat } from '../../src/linq/v3/example.ts'
import { type RunningServer, withoutEarlierOutput, startServer } from './servers.ts'
import { expect, test as base, token } from './test.ts'

export interface Recorder {
  url: string
  /** The request line and raw headers of each request that it received. */
  requests: { line: string; headers: string[] }[]
  /** The number of connections that it accepted. */
  connections: number
  /** Responds to a request; by default with the documented chat. */
  respond: (request: IncomingMessage, response: ServerResponse) => void
}

/**
 * Responds with the documented chat under the requested ID, in the version of the API that has such IDs, or with a list of the
 * one of API v3.
 */
export const documented = (request: IncomingMessage, response: ServerResponse): void => {
  response.setHeader('content-type', 'application/json')
  if (request.url?.startsWith(`${v3ChatsPath}?`)) {
    response.end(JSON.stringify({ chats: [documentedV3Chat], next_cursor: null }))
    return
  }
  const id = request.url?.slice(request.url.lastIndexOf('/') + 1) ?? ''
  const chat = id.includes('-') ? { ...documentedV3Chat, id } : { data: { ...documentedChat.data, id: Number(id) } }
  response.end(JSON.stringify(chat))
}

type RunningRecorder = Recorder & { stop: () => void; reset: () => void }

/** Starts an upstream that records its requests. */
export async function startRecorder(): Promise<RunningRecorder> {
  const server = createServer((request, response) => {
    recorder.requests.push({ line: `${request.method} ${request.url}`, headers: request.rawHeaders })
    recorder.respond(request, response)
  })
  const recorder: RunningRecorder = {
    url: '',
    requests: [],
    connections: 0,
    respond: documented,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
    reset: () => {
      server.closeAllConnections()
      Object.assign(recorder, { requests: [], connections: 0, respond: documented })
    },
  }
  server.on('connection', () => (recorder.connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  recorder.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return recorder
}

/** The settings of a console with a recorder as its live upstream, and without a lookup limit. */
export const liveAgainst = ({ url }: Pick<Recorder, 'url'>): Record<string, string> => ({
  LINQ_BASE_URL: url,
  LINQ_INTEGRATION_TOKEN: token,
  LOOKUPS_PER_MINUTE: '0',
})

/**
 * Resets the console of a worker for the next test: waits until a lookup succeeds, so that the circuit breaker is closed,
 * and leaves out the output of earlier tests.
 */
async function reset(server: RunningServer, upstream: Recorder): Promise<RunningServer> {
  const path = '/api/partner/v2/chats/1'
  await expect.poll(async () => (await fetch(server.url + path)).status).toBe(200)
  const current = await withoutEarlierOutput(server, path, 2)
  Object.assign(upstream, { requests: [], connections: 0 })
  return current
}

/** The settings of a console with a recorder as its live upstream that can be searched without a limit. */
export const searchedAgainst = (upstream: Pick<Recorder, 'url'>): Record<string, string> => ({
  ...liveAgainst(upstream),
  FIND: 'on',
  FIND_PER_MINUTE: '0',
})

const startGuarded = async (upstream: Recorder) => await startServer('console', searchedAgainst(upstream))

const startHasty = async (upstream: Recorder) =>
  await startServer('console', { ...liveAgainst(upstream), LINQ_TIMEOUT_MS: '1500' })

/** A console whose live upstream records its requests. Both are started once a worker, and reset for each test. */
export const test = base.extend<{
  upstream: Recorder
  guarded: RunningServer
  /** A console with an upstream timeout of 1.5 s. */
  hasty: RunningServer
  folder: string
}>({
  upstream: async ({ share }, use) => {
    const recorder = await share(startRecorder)
    recorder.reset()
    await use(recorder)
  },
  guarded: async ({ upstream, share }, use) => await use(await reset(await share(startGuarded, upstream), upstream)),
  hasty: async ({ upstream, share }, use) => await use(await reset(await share(startHasty, upstream), upstream)),
  /** An empty folder, removed after the test. */
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'console-'))
    await use(folder)
    rmSync(folder, { recursive: true })
  },
})

/** Sends a raw request, and returns the raw response. */
export async function send(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  socket.setTimeout(5000, () => socket.destroy(new Error('no answer')))
  // The socket is not half-closed, which Node would treat as a client that disconnected.
  socket.write(request)
  let answer = ''
  for await (const chunk of socket) answer += String(chunk)
  return answer
}
