import { createServer } from 'node:http'
import { expect, test } from 'vitest'

import { parseChatId } from '../../../linq/chat-id.ts'
import { readSettings } from '../../settings/settings.ts'
import { checkToken } from './check-linq.ts'

/** What is said of a Linq that answers with a status and nothing else. */
async function saidOf(status: number) {
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

test.each([500, 502, 503, 504])('Linq’s own %i is no reason to change a setting', async (status) => {
  expect(await saidOf(status)).toEqual({
    what: 'Linq',
    state: 'warning',
    words: `the token could not be tried: Linq itself has a problem (${status}). Run this again later.`,
  })
})

test('an answer that Linq does not give is wrong, and the address is doubted', async () => {
  expect(await saidOf(418)).toMatchObject({ state: 'wrong', words: expect.stringContaining('Check LINQ_BASE_URL') })
})
