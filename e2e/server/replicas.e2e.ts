// Two processes of the console behind nginx, configured by src/hosts/deploy/nginx.conf: each may stop without a failed request.
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

import { nginxPath, noNginx, type Pair, startPair } from '../support/pair.ts'
import type { RunningServer } from '../support/servers.ts'
import { expect, test as base } from '../support/test.ts'

const test = base.extend<{ pair: Pair; sharedPair: Pair }>({
  sharedPair: async ({ share, linq }, use) => await use(await share(startPair, linq.url)),
  /** For a test that stops a process. */
  pair: async ({ linq }, use) => {
    const pair = await startPair(linq.url)
    await use(pair)
    await pair.stop()
  },
})

test.skip(nginxPath === null, noNginx)

/** The lookups that a process has answered with 200. */
const answeredBy = ({ output }: RunningServer) =>
  output()
    .split('\n')
    .filter((line) => line.includes('"durationMs":') && line.includes('"status":200'))

test('a lookup, a refresh and a bulk lookup work through nginx, which uses both processes', async ({
  page,
  sharedPair: pair,
}) => {
  await page.goto(pair.url)
  await page.getByLabel('Chat ID').fill('45')
  await page.getByRole('button', { name: 'Look up' }).click()
  await expect(page).toHaveURL(`${pair.url}/chats/45`)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  const refreshed = page.waitForResponse(/\/chats\/45$/)
  await page.getByRole('button', { name: 'Refresh' }).click()
  expect((await refreshed).status()).toBe(200)
  await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')
  await page.goto(`${pair.url}/chats?ids=45,101,102,103,404`)
  await expect(page.locator('tr[data-state=ready]')).toHaveCount(4)
  await expect(page.locator('tr[data-state=not-found]')).toHaveCount(1)
  for (const one of pair.consoles) await expect.poll(() => answeredBy(one).length).toBeGreaterThan(0)
})

/** The status of an answer to a raw target, which `fetch` would normalize. */
async function statusOf(url: string, path: string): Promise<number | undefined> {
  const request = get(url, { path, agent: false })
  const [response]: IncomingMessage[] = await once(request, 'response')
  response?.resume()
  return response?.statusCode
}

test('nginx replaces a client’s forwarded headers, and does not normalize its request target', async ({
  sharedPair: pair,
}) => {
  const headers = { 'x-forwarded-host': 'evil.example.com', 'x-forwarded-for': '203.0.113.9' }
  expect((await fetch(`${pair.url}/api/partner/v2/chats/45`, { headers })).status).toBe(200)
  // Normalized they would be `/chats/find` and `/chats/45/find`, which have other statuses.
  expect(await statusOf(pair.url, '/api/partner/v2/chats/45/../find')).toBe(404)
  expect(await statusOf(pair.url, '/api/partner/v2/chats/45%2ffind')).toBe(400)
})

test('a link to as many chats of API v3 as the page shows gets through nginx', async ({ sharedPair: pair }) => {
  const ids = Array.from({ length: 500 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`)
  expect((await fetch(`${pair.url}/chats?ids=${ids.join()}`)).status).toBe(200)
})

/** How many pages of searches a process has answered. */
const searches = ({ output }: RunningServer) => output().split('"operation":"find"').length - 1

test('the pages of a search get through nginx, which sends them to both processes', async ({ sharedPair: pair }) => {
  const handle = '+12025550160'
  const counts: number[] = []
  // Ten chats a page.
  for (let cursor: string | null | undefined; cursor !== null;) {
    const response = await fetch(`${pair.url}/api/find`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: pair.url },
      body: JSON.stringify(cursor === undefined ? { handle } : { handle, cursor }),
    })
    const answer: { chats: unknown[]; next_cursor: string | null } = await response.json()
    counts.push(answer.chats.length)
    cursor = answer.next_cursor
  }
  expect(counts).toEqual([10, 10, 3])
  for (const one of pair.consoles) await expect.poll(() => searches(one)).toBeGreaterThan(0)
})

test('nginx neither retries a failure of Linq nor counts it as a failure of a process', async ({
  sharedPair: pair,
}) => {
  for (let round = 0; round < 4; round += 1) {
    const response = await fetch(`${pair.url}/api/partner/v2/chats/500`)
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({ errors: [{ code: 'upstream_error' }] })
  }
  const lines = () =>
    pair.consoles.flatMap(({ output }) => output().split('\n')).filter((line) => line.includes('"500"'))
  // One log line and one audit line for each.
  await expect.poll(() => lines().length).toBe(8)
  // A 503 of Linq is passed on by both processes, and must not count as a failure of theirs.
  for (let round = 0; round < 4; round += 1)
    expect((await fetch(`${pair.url}/api/partner/v2/chats/503`)).status).toBe(503)
  expect((await fetch(`${pair.url}/api/partner/v2/chats/45`)).status).toBe(200)
})

const quick = ['45', '101', '102', '103']
/** Takes four seconds, so that a signal arrives during it. */
const slow = '800'

for (const signal of ['SIGTERM', 'SIGKILL'] as const)
  test(`while one process gets ${signal}, all of 300 lookups succeed, and the page works`, async ({ page, pair }) => {
    const [survivor, victim] = pair.consoles
    const errors: string[] = []
    page.on('response', (response) => {
      if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`)
    })
    page.on('pageerror', ({ message }) => errors.push(message))
    await page.goto(`${pair.url}/chats/45`)
    await expect(page.locator('main')).toHaveAttribute('data-state', 'ready')

    const ended = once(victim.process, 'exit')
    const answers: Promise<[status: number, body: string]>[] = []
    let answeredBefore = 0
    for (let index = 0; index < 300; index += 1) {
      // Every fifth, so that both processes have some: nginx alternates. No two share a call, so each takes four seconds.
      const id = index % 5 === 0 ? slow : quick[index % quick.length]
      const answer = fetch(`${pair.url}/api/partner/v2/chats/${id}`, { headers: { 'cache-control': 'no-cache' } })
      answers.push(answer.then(async (response) => [response.status, await response.text()]))
      if (index === 150) {
        answeredBefore = answeredBy(victim).length
        expect(answeredBefore).toBeGreaterThan(0)
        victim.process.kill(signal)
      }
      await pause(10)
    }
    // The page works during the shutdown too.
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.goto(`${pair.url}/chats?ids=${quick.join(',')}`)
    await expect(page.locator('tr[data-state=ready]')).toHaveCount(quick.length)

    expect((await Promise.all(answers)).filter(([status]) => status !== 200)).toEqual([])
    // Their connections are idle again; nginx must not reuse one to a process that is stopping.
    for (let index = 0; index < 40; index += 1)
      expect((await fetch(`${pair.url}/api/partner/v2/chats/45`)).status).toBe(200)
    expect(await ended).toEqual(signal === 'SIGTERM' ? [0, null] : [null, signal])
    // After SIGTERM it has completed its requests; after SIGKILL nginx has sent them to the other process.
    if (signal === 'SIGTERM') await expect.poll(() => answeredBy(victim).length).toBeGreaterThan(answeredBefore)
    else await expect.poll(pair.nginx.output).toMatch(/prematurely closed connection|reset by peer/)
    expect(answeredBy(survivor).length + answeredBy(victim).length).toBeGreaterThanOrEqual(300)
    expect(errors).toEqual([])
  })
