import { createServer } from 'node:http'

import { expect, test } from 'vitest'

import { readSettings } from '../../settings/settings.ts'
import { portOf } from '../http/listen.ts'
import { checkFind } from './check-find.ts'

const on = { LINQ_INTEGRATION_TOKEN: 't', FIND: 'on' }

/** What is found at a Linq that answers with a status and a body, and what it was asked. */
async function check(env: Record<string, string>, status = 200, body = '{"chats":[],"next_cursor":null}') {
  const asked: string[] = []
  const server = createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers.authorization}`)
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  try {
    const settings = readSettings({ LINQ_BASE_URL: `http://127.0.0.1:${portOf(server.address())}`, ...env })
    return { findings: await checkFind(settings, []), asked }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('lists the chats of a number that no phone has', async () => {
  const { findings, asked } = await check(on)
  expect(findings).toEqual([
    {
      subject: 'Search',
      level: 'ok',
      message: 'it is on for everyone who may look up chats; limit: 10 a minute per person.',
    },
  ])
  expect(asked).toEqual(['GET /api/partner/v3/chats?to=%2B12025550199&limit=100 Bearer t'])
})

test('names the absence of a limit', async () => {
  const { findings } = await check({ ...on, FIND_PER_MINUTE: '0' })
  expect(findings[0]?.message).toContain('limit: none.')
})

test.each([{}, { LINQ_INTEGRATION_TOKEN: 't' }, { LINQ_INTEGRATION_TOKEN: 't', FIND: 'off' }])(
  'sends nothing with %j',
  async (env) => {
    expect(await check(env)).toEqual({ findings: [], asked: [] })
  },
)

test.each([
  [401, '', 'error', /answered 401, .* Ask Linq for access/],
  [403, '', 'error', /answered 403, .* Ask Linq for access/],
  [404, '', 'error', /answered 404, .* Ask Linq for access/],
  [200, '{"data":[]}', 'error', /answered 200, but not with a list of chats\. Check LINQ_BASE_URL, .* proxies/],
  [200, '<!doctype html>', 'error', /answered 200, but not with a list of chats\. Check LINQ_BASE_URL, .* proxies/],
  [302, '', 'error', /answered 302, but not with a list of chats\. Check LINQ_BASE_URL, .* proxies/],
  [429, '', 'warning', /answered 429\. Try again later/],
  [500, '', 'warning', /answered 500\. Try again later/],
])('reports a %i with %j', async (status, body, level, message) => {
  const { findings } = await check(on, status, body)
  expect(findings).toMatchObject([{ subject: 'Search', level, message: expect.stringMatching(message) }])
})
