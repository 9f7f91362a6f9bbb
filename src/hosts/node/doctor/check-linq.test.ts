import { createServer } from 'node:http'
import { expect, test } from 'vitest'

import { parseChatId } from '../../../linq/chat-id.ts'
import { readSettings } from '../../settings/settings.ts'
import { checkTokens } from './check-linq.ts'

/** The first finding for a Linq that answers with a status and no body. */
const findingFor = async (status: number, text?: string, env?: Record<string, string>) =>
  (await findingsFor(status, text, env))[0]

/** The findings for such a Linq, that of the named chat first. */
async function findingsFor(status: number, text = '1', env: Record<string, string> = {}) {
  const server = createServer((_, response) => response.writeHead(status).end())
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    }),
  )
  const id = parseChatId(text)
  if (!id) throw new Error(`${text} is a chat id`)
  const settings = readSettings({ LINQ_BASE_URL: `http://127.0.0.1:${port}`, LINQ_INTEGRATION_TOKEN: 't', ...env })
  try {
    return await checkTokens(settings, id, [])
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test.each([500, 502, 503, 504])('warns about a %i of Linq without naming a setting', async (status) => {
  expect(await findingFor(status)).toEqual({
    subject: 'Linq',
    level: 'warning',
    message: `the token could not be checked: Linq has a problem (${status}). Try again later.`,
  })
})

test('reports an answer that Linq does not give, and names LINQ_BASE_URL', async () => {
  expect(await findingFor(418)).toMatchObject({
    level: 'error',
    message: expect.stringContaining('Check LINQ_BASE_URL'),
  })
})

const uuid = '00000000-0000-4000-8000-000000000045'

test.each([
  ['1', ['Linq', 'Linq API v3']],
  [uuid, ['Linq API v3', 'Linq']],
])('checks both versions of the API when chat %s is named', async (text, subjects) => {
  expect((await findingsFor(401, text)).map(({ subject }) => subject)).toEqual(subjects)
})

test('warns that API v3 refuses the token of v2, and names LINQ_V3_TOKEN', async () => {
  expect(await findingFor(401, uuid)).toMatchObject({
    subject: 'Linq API v3',
    level: 'warning',
    message: expect.stringContaining('Set LINQ_V3_TOKEN'),
  })
})

test('reports that API v3 refuses its own token', async () => {
  expect(await findingFor(401, uuid, { LINQ_V3_TOKEN: 't3' })).toMatchObject({ level: 'error' })
  expect(await findingFor(200, uuid, { LINQ_V3_TOKEN: 't3' })).toMatchObject({ level: 'ok' })
})
