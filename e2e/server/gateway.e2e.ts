// The production server between a browser and the upstream.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { documentedChat } from '../../src/linq/v2/example.ts'
import { samples } from '../../src/sandbox/samples.ts'
import { path, v3Path } from '../support/request-heads.ts'
import { type RunningServer, startServer } from '../support/servers.ts'
import { expect, token } from '../support/test.ts'
import { test } from '../support/upstream.ts'

/** Slow and missing answers are tested in upstream-faults.e2e and server-rendered.e2e. */
const quickSamples = samples.filter(({ id, state }) => id !== '800' && state !== 'timeout')

/** The status of a lookup, and the chat or the failure's code. */
async function answerOf({ url }: RunningServer, id: string): Promise<[status: number, what: string]> {
  const response = await fetch(`${url}/api/partner/v2/chats/${id}`)
  const body = await response.text()
  return [response.status, response.ok ? body : JSON.parse(body).errors[0].code]
}

test('each sample has the same response from the sandbox server as from the sandbox in the console', async ({
  sandboxConsole,
  liveConsole,
}) => {
  for (const { id } of quickSamples) {
    const fromSandbox = await answerOf(sandboxConsole, id)
    expect(await answerOf(liveConsole, id), id).toEqual(fromSandbox)
    // Failures in a row would open the circuit breaker.
    for (const console of [sandboxConsole, liveConsole]) expect((await answerOf(console, '45'))[0]).toBe(200)
  }
})

test('an upstream response that contains the token is refused', async ({ upstream, guarded }) => {
  upstream.respond = (request, response) =>
    response.end(JSON.stringify({ data: { id: 45, echo: request.headers['x-linq-integration-token'] } }))
  const response = await fetch(`${guarded.url}${path}`)
  const body = await response.text()
  expect(JSON.parse(body)).toMatchObject({ errors: [{ status: response.status, code: 'upstream_unusable' }] })
  expect(upstream.requests).toHaveLength(1)
  expect(body + JSON.stringify([...response.headers]) + guarded.output()).not.toContain(token)
})

test('an upstream that does not listen is upstream_unreachable', async () => {
  const server = await startServer('console', { LINQ_BASE_URL: 'http://127.0.0.1:9', LINQ_INTEGRATION_TOKEN: token })
  const response = await fetch(`${server.url}${path}`)
  expect(await response.json()).toMatchObject({ errors: [{ status: 502, code: 'upstream_unreachable' }] })
  await server.stop()
})

test('a browser that disconnects cancels the upstream call', async ({ upstream, guarded }) => {
  const cancelled = new Promise<void>((resolve) => {
    upstream.respond = (request) => request.socket.on('close', () => resolve())
  })
  const leaving = new AbortController()
  const answer = fetch(`${guarded.url}${path}`, { signal: leaving.signal })
  await expect.poll(() => upstream.requests.length).toBe(1)
  leaving.abort()
  await expect(answer).rejects.toThrow()
  // Long before the upstream timeout.
  await cancelled
  await expect.poll(() => guarded.output()).toContain('"status":499')
})

test('a response and its log line have the same request ID, and the log has no personal data', async ({
  upstream,
  guarded,
}) => {
  const response = await fetch(`${guarded.url}${path}`)
  expect(await response.json()).toEqual(documentedChat)
  const requestId = response.headers.get('x-request-id') ?? 'none'
  // The log is written after the answer, the audit line before it.
  const lines = () =>
    guarded
      .output()
      .split('\n')
      .filter((text) => text.includes(requestId))
  await expect.poll(lines).toHaveLength(2)
  const [audit, log] = lines()
    .map((line) => JSON.parse(line))
    .toSorted((one) => ('type' in one ? -1 : 1))
  expect(audit).toEqual({
    type: 'audit',
    time: log.time,
    person: null,
    iss: null,
    sub: null,
    chatId: '45',
    outcome: 'ok',
    requestId,
    hidden: false,
  })
  expect(log).toMatchObject({ level: 'info', requestId, chatId: '45', status: 200, source: new URL(upstream.url).host })
  expect(guarded.output()).not.toMatch(/John|Jane|5551234567/)
})

test('LINQ_V3_TOKEN is sent for a UUID, and the other token for a number', async ({ upstream, folder }) => {
  const file = join(folder, 'v3')
  writeFileSync(file, 'v3-token-71f0\n')
  const server = await startServer('console', {
    LINQ_BASE_URL: upstream.url,
    LINQ_INTEGRATION_TOKEN: token,
    LINQ_V3_TOKEN_FILE: file,
  })
  for (const target of [path, v3Path]) expect((await fetch(server.url + target)).status).toBe(200)
  const [first = '', second = ''] = upstream.requests.map(({ headers }) => headers.join(' '))
  expect([first.includes(token), first.includes('v3-token-71f0')]).toEqual([true, false])
  expect(second).toContain('Bearer v3-token-71f0')
  expect(second).not.toContain(token)
  expect(server.output()).not.toMatch(/v3-token-71f0/)
  await server.stop()
})

test('the token of LINQ_INTEGRATION_TOKEN_FILE is sent to Linq', async ({ upstream, folder }) => {
  const file = join(folder, 'token')
  writeFileSync(file, `${token}\n`)
  const server = await startServer('console', { LINQ_BASE_URL: upstream.url, LINQ_INTEGRATION_TOKEN_FILE: file })
  expect((await fetch(`${server.url}${path}`)).status).toBe(200)
  expect(upstream.requests[0]?.headers).toContain(token)
  await server.stop()
})

test('every response has a request ID and a content security policy', async ({ guarded }) => {
  for (const target of ['/', '/chats/45', '/nowhere', '/healthz', '/version', path, '/api/x']) {
    const { headers } = await fetch(`${guarded.url}${target}`)
    expect(headers.get('x-request-id'), target).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('x-content-type-options'), target).toBe('nosniff')
    expect(headers.get('content-security-policy'), target).toContain("default-src 'none'")
    expect(headers.get('content-security-policy'), target).not.toContain('unsafe')
    expect(headers.get('access-control-allow-origin'), target).toBeNull()
  }
})
