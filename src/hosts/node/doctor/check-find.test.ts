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
      message: 'chats can be found by a number, by everyone who may look up chats, 10 times a minute.',
    },
  ])
  expect(asked).toEqual(['GET /api/partner/v3/chats?to=%2B12025550199&limit=100 Bearer t'])
})

test.each([{}, { LINQ_INTEGRATION_TOKEN: 't' }, { LINQ_INTEGRATION_TOKEN: 't', FIND: 'off' }])(
  'sends nothing with %j',
  async (env) => {
    expect(await check(env)).toEqual({ findings: [], asked: [] })
  },
)

test.each([
  [401, '', 'error'],
  [403, '', 'error'],
  [404, '', 'error'],
  [200, '{"data":[]}', 'error'],
  [302, '', 'error'],
  [429, '', 'warning'],
  [500, '', 'warning'],
])('reports a %i with %j', async (status, body, level) => {
  const { findings } = await check(on, status, body)
  expect(findings).toMatchObject([{ subject: 'Search', level, message: expect.stringContaining(String(status)) }])
})
