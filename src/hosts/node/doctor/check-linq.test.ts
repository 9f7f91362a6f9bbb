import { createServer } from 'node:http'
import { expect, test } from 'vitest'

import { parseChatId } from '../../../linq/chat-id.ts'
import { readSettings } from '../../settings/settings.ts'
import { checkToken } from './check-linq.ts'

/** The finding for a Linq that answers with a status and no body. */
async function findingFor(status: number) {
  const server = createServer((_, response) => response.writeHead(status).end())
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    }),
  )
  const id = parseChatId('1')
  if (!id) throw new Error('1 is a chat id')
  const settings = readSettings({ LINQ_BASE_URL: `http://127.0.0.1:${port}`, LINQ_INTEGRATION_TOKEN: 't' })
  try {
    return await checkToken(settings, id, [])
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
