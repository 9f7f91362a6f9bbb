// The audit lines, log lines and metrics of a running console.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { findSamples } from '../../src/sandbox/find-samples.ts'
import { startServer } from '../support/servers.ts'
import { expect, token } from '../support/test.ts'
import { liveAgainst, searchedAgainst, startRecorder, test } from '../support/upstream.ts'

const path = '/api/partner/v2/chats/45'

const jsonLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

test('each lookup is in the audit file before its answer is sent, even if the process is killed', async ({
  upstream,
  folder,
}) => {
  const file = join(folder, 'audit.jsonl')
  const server = await startServer('console', { ...liveAgainst(upstream), AUDIT_LOG: file, MASK: 'always' })
  const answers = await Promise.all(
    Array.from({ length: 30 }, async (_, id) => await fetch(`${server.url}/api/partner/v2/chats/${id + 1}`)),
  )
  server.process.kill('SIGKILL')
  const lines = jsonLines(readFileSync(file, 'utf8'))
  expect(lines).toHaveLength(30)
  expect(new Set(lines.map(({ requestId }) => requestId))).toEqual(
    new Set(answers.map(({ headers }) => headers.get('x-request-id'))),
  )
  for (const line of lines)
    expect(line).toEqual({
      type: 'audit',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      person: null,
      iss: null,
      sub: null,
      chatId: expect.stringMatching(/^\d+$/),
      outcome: 'ok',
      requestId: expect.any(String),
      hidden: true,
    })
})

test('failed lookups are audited too, other requests are not', async ({ sandboxConsole }) => {
  const requestIdOf = async (target: string) =>
    (await fetch(`${sandboxConsole.url}${target}`)).headers.get('x-request-id')
  const lookups = [await requestIdOf('/api/partner/v2/chats/404'), await requestIdOf('/api/partner/v2/chats/500')]
  const others = [
    await requestIdOf('/api/partner/v2/chats/find'),
    await requestIdOf('/'),
    await requestIdOf('/healthz'),
  ]
  const audited = () => jsonLines(sandboxConsole.output()).filter(({ type }) => type === 'audit')
  const outcome = (id: string | null) => audited().find(({ requestId }) => requestId === id)?.outcome
  await expect.poll(() => lookups.map(outcome)).toEqual(['not_found', 'upstream_error'])
  expect(others.map(outcome)).toEqual([undefined, undefined, undefined])
})

/** Searches for the chats of a handle. */
const search = async (url: string, handle: string, more: object = {}) =>
  await fetch(`${url}/api/find`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handle, ...more }),
  })

test('each page of a search is audited before its answer is sent, without the number', async ({ linq, folder }) => {
  const file = join(folder, 'audit.jsonl')
  const secret = 'find-secret-of-the-test-0123456789'
  const settings = { ...searchedAgainst(linq), FIND_SECRET: secret, AUDIT_LOG: file, MASK: 'always' }
  const server = await startServer('console', settings)
  const pages: { chats: unknown[]; next_cursor: string | null }[] = []
  for (let cursor: string | null = ''; cursor !== null; cursor = pages.at(-1)?.next_cursor ?? null)
    pages.push(await (await search(server.url, '+12025550160', cursor === '' ? {} : { cursor })).json())
  await search(server.url, '+12025550172')
  await search(server.url, 'sam@example.com')
  await search(server.url, 'not a handle')
  server.process.kill('SIGKILL')
  const text = readFileSync(file, 'utf8')
  const lines = jsonLines(text)
  const found = { operation: 'find', chatId: null, lastDigits: '60', outcome: 'ok', hidden: true }
  expect(lines).toMatchObject([
    { ...found, count: 10 },
    { ...found, count: 10 },
    { ...found, count: 3 },
    { operation: 'find', lastDigits: '72', count: null, outcome: 'upstream_error' },
    { operation: 'find', lastDigits: null, count: 1, outcome: 'ok' },
  ])
  const hashes = lines.map(({ handleHash }) => handleHash)
  expect(hashes[0]).toMatch(/^[0-9a-f]{16}$/)
  expect(new Set(hashes).size).toBe(3)
  expect(text + JSON.stringify(pages) + server.output()).not.toMatch(/\+?12025550|sam@|example\.com|find-secret/)
  // The same number has the same hash in another process with the secret, so that it can be recognized.
  const other = await startServer('console', settings)
  await search(other.url, '+12025550160')
  expect(jsonLines(readFileSync(file, 'utf8')).at(-1)).toMatchObject({ handleHash: hashes[0] })
  await other.stop()
})

test('a page of a list can be asked for at another process with the same secret', async ({ linq }) => {
  const settings = { ...searchedAgainst(linq), FIND_SECRET: 'find-secret-of-the-test-0123456789' }
  const [first, second, stranger] = await Promise.all([
    startServer('console', settings),
    startServer('console', settings),
    startServer('console', searchedAgainst(linq)),
  ])
  const { next_cursor: cursor } = await (await search(first.url, '+12025550161')).json()
  const page = await search(second.url, '+12025550161', { cursor })
  expect([page.status, (await page.json()).chats.length]).toEqual([200, 100])
  const refused = await search(stranger.url, '+12025550161', { cursor })
  expect([refused.status, (await refused.json()).errors[0].code]).toEqual([400, 'invalid_cursor'])
  await Promise.all([first, second, stranger].map(({ stop }) => stop()))
})

test('no number or address that was searched for is in any log, metric or header', async ({ linq, folder }) => {
  const server = await startServer('console', {
    ...searchedAgainst(linq),
    METRICS_PORT: '0',
    AUDIT_LOG: join(folder, 'audit.jsonl'),
  })
  await expect.poll(server.output).toContain('Metrics on ')
  const headers: string[] = []
  for (const { handle } of findSamples) headers.push(JSON.stringify([...(await search(server.url, handle)).headers]))
  for (const odd of ['12025550102', '+1 202 555 0102', 'ann', '+12025550102"', 'x'.repeat(5000)])
    headers.push(JSON.stringify([...(await search(server.url, odd)).headers]))
  await fetch(`${server.url}/api/find?handle=%2B12025550102`, { method: 'POST' })
  const metrics = await (await fetch(/Metrics on (\S+)/.exec(server.output())?.[1] ?? '')).text()
  expect(metrics).toMatch(/^chat_console_searches_total\{state="ok"\} [1-9]/m)
  expect(metrics).toContain('chat_console_searches_total{state="invalid_handle"} 4')
  expect(metrics).toContain('chat_console_searches_total{state="upstream_unauthorized"} 1')
  await server.stop()
  const written = server.output() + readFileSync(join(folder, 'audit.jsonl'), 'utf8') + metrics + headers.join()
  expect(written).not.toMatch(/2025550|202 555|sam@example|sam%40|x{100}/)
  // The separate sandbox reports what does not only read.
  expect(linq.output()).not.toContain('was refused')
})

test('refuses searches above FIND_PER_MINUTE without calling the upstream, and all where they are off', async ({
  upstream,
}) => {
  const server = await startServer('console', { ...liveAgainst(upstream), FIND: 'on' })
  const statuses: number[] = []
  for (let count = 0; count < 12; count += 1) statuses.push((await search(server.url, '+12025550102')).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429])
  const refused = await search(server.url, '+12025550102')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(upstream.requests).toHaveLength(10)
  await server.stop()
  const off = await startServer('console', liveAgainst(upstream))
  const response = await search(off.url, '+12025550102')
  expect([response.status, (await response.json()).errors[0].code]).toEqual([403, 'find_off'])
  expect(await (await fetch(off.url)).text()).toContain('name="linq-find" content=""')
  expect(upstream.requests).toHaveLength(10)
  await off.stop()
})

test('stdout contains audit lines only', async ({ upstream }) => {
  const server = await startServer('console', liveAgainst(upstream))
  let stdout = ''
  server.process.stdout?.on('data', (chunk) => (stdout += String(chunk)))
  for (let count = 0; count < 3; count += 1) await fetch(`${server.url}${path}`)
  await fetch(`${server.url}/api/nothing`)
  await expect.poll(() => jsonLines(stdout).map(({ type }) => type)).toEqual(['audit', 'audit', 'audit'])
  expect(stdout.trim().split('\n')).toHaveLength(3)
  await server.stop()
})

test('refuses lookups that cannot be audited on a full disk', async ({ upstream, page }) => {
  test.skip(!existsSync('/dev/full'), 'there is no /dev/full here')
  const server = await startServer('console', { ...liveAgainst(upstream), AUDIT_LOG: '/dev/full' })
  const response = await fetch(`${server.url}${path}`)
  const body = await response.text()
  expect(response.status).toBe(503)
  expect(JSON.parse(body).errors[0]).toMatchObject({ code: 'audit_unavailable' })
  expect(body).not.toContain('John')
  await page.goto(`${server.url}/chats/45`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'upstream-error')
  await expect(page.locator('main')).toContainText('audit')
  await expect(page.locator('main')).not.toContainText('Linq returned an error')
  await server.stop()
})

test('no name, number, address or token of a chat is in any log', async ({ linq, sandboxConsole, liveConsole }) => {
  const answers: string[] = []
  for (const { url } of [sandboxConsole, liveConsole])
    for (const id of [
      '45',
      '101',
      '102',
      '103',
      '104',
      '105',
      '112',
      '113',
      '121',
      '122',
      '126',
      '404',
      '401',
      '700',
      '701',
    ])
      answers.push(await (await fetch(`${url}/api/partner/v2/chats/${id}`)).text())
  for (const odd of ['+15551234567', 'ann@example.com', '45?name=John%20Doe'])
    await fetch(`${sandboxConsole.url}/api/partner/v2/chats/${odd}`)
  const logged = sandboxConsole.output() + liveConsole.output() + linq.output()
  const numbers = new Set(answers.flatMap((body) => body.match(/\+\d{7,}/g) ?? []))
  const names = new Set(
    answers.flatMap((body) => [...body.matchAll(/"display_name":"([^"]{3,})"/g)].map(([, name]) => name ?? '')),
  )
  const addresses = new Set(answers.flatMap((body) => body.match(/[\w.]+@[\w.]+\.\w+/g) ?? []))
  expect(numbers.size).toBeGreaterThan(10)
  expect(names.size).toBeGreaterThan(5)
  for (const personal of [...numbers, ...names, ...addresses, '5551234567', 'ann@example', token])
    expect(logged).not.toContain(personal)
})

test('every line is JSON, from the first one on', async ({ upstream }) => {
  const server = await startServer('console', { ...liveAgainst(upstream), METRICS_PORT: '0' })
  await fetch(`${server.url}${path}`)
  const lines = () => server.output().trimEnd().split('\n')
  // Three lines at start, an audit line and a log line.
  await expect.poll(() => lines().length).toBe(5)
  const messages = lines().flatMap((line) => JSON.parse(line).message ?? [])
  expect(messages).toEqual([
    expect.stringMatching(/^Chat console on \S+ \(version \d+\.\d+\.\d+/),
    `Live data from ${upstream.url}`,
    expect.stringMatching(/^Metrics on /),
  ])
  await server.stop()
})

test('LOG_LEVEL omits lower levels', async ({ upstream }) => {
  const server = await startServer('console', { ...liveAgainst(upstream), LOG_LEVEL: 'warn' })
  await fetch(`${server.url}${path}`)
  upstream.respond = (_, response) => response.writeHead(500).end()
  await fetch(`${server.url}${path}`)
  const levels = () => jsonLines(server.output()).flatMap(({ level, status }) => (level && status ? [level] : []))
  await expect.poll(levels).toEqual(['warn'])
  await server.stop()
})

test('metrics have their own port, and count requests and calls', async ({ upstream }) => {
  const server = await startServer('console', { ...liveAgainst(upstream), METRICS_PORT: '0' })
  await expect.poll(server.output).toContain('Metrics on ')
  const metrics = /Metrics on (\S+)/.exec(server.output())?.[1] ?? ''
  expect(new URL(metrics).hostname).toBe('127.0.0.1')
  expect(metrics).not.toContain(server.url)
  const answers = Array.from({ length: 5 }, async () => await fetch(`${server.url}${path}`))
  await Promise.all(answers)
  upstream.respond = (request) => request.socket.destroy()
  await fetch(`${server.url}${path}`)
  await fetch(`${server.url}/api/partner/v2/chats/find`)
  const response = await fetch(metrics)
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = await response.text()
  expect(text).toMatch(/^chat_console_build_info\{version="\d+\.\d+\.\d+",commit="[0-9a-f]*",node="v\d/m)
  expect(text).toContain('chat_console_requests_total{state="ok"} 5')
  expect(text).toContain('chat_console_requests_total{state="upstream_unreachable"} 1')
  expect(text).toContain('chat_console_requests_total{state="invalid_chat_id"} 1')
  expect(text).toMatch(/chat_console_request_duration_seconds_bucket\{le="0\.005"\} \d/)
  expect(text).toContain('chat_console_request_duration_seconds_count 7')
  expect(text).toContain('chat_console_requests_in_flight 0')
  expect(text).toContain('chat_console_upstream_errors_total{kind="unreachable"} 1')
  const coalesced = Number(/chat_console_coalesced_total (\d+)/.exec(text)?.[1])
  const calls = Number(/chat_console_upstream_duration_seconds_count (\d+)/.exec(text)?.[1])
  expect(coalesced + calls).toBe(6)
  expect(text).toMatch(/process_resident_memory_bytes \d/)
  expect((await fetch(`${server.url}/metrics`)).headers.get('content-type')).toContain('text/html')
  await server.stop()
})

test('refuses lookups above LOOKUPS_PER_MINUTE without calling the upstream', async () => {
  const upstream = await startRecorder()
  const server = await startServer('console', { ...liveAgainst(upstream), LOOKUPS_PER_MINUTE: '1' })
  const statuses: number[] = []
  for (let count = 0; count < 25; count += 1) statuses.push((await fetch(`${server.url}${path}`)).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(20)
  expect(statuses.filter((status) => status === 429)).toHaveLength(5)
  expect(upstream.requests).toHaveLength(20)
  await server.stop()
  upstream.stop()
})
