import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { setupServer } from 'msw/node'
import { expect, test } from 'vitest'

import { documentedChat, documentedNotFound } from '../linq/v2/example.ts'
import { chatsPath, linqOrigin, tokenHeader } from '../linq/v2/operation.ts'
import { linqHandler } from './msw.ts'
import { sandbox } from './sandbox.ts'
import { samples } from './samples.ts'

const request = (id: string, init: RequestInit = {}) =>
  sandbox(new Request(`${linqOrigin}${chatsPath}/${id}`, { headers: { [tokenHeader]: 'any' }, ...init }))

test('answers chat 45 with the documented example', async () => {
  const response = await request('45')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual(documentedChat)
})

test('answers an id that is not reserved with the documented 404', async () => {
  const response = await request('46')
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual(documentedNotFound)
})

test('answers 401 without the token header, as the live service does', async () => {
  expect((await request('45', { headers: {} })).status).toBe(401)
})

test.each(['find', '45/chat_messages', '45/../find'])('answers no other operation: %s', async (path) => {
  expect((await request(path)).status).toBe(404)
})

test('only reads', async () => {
  expect((await request('45', { method: 'POST' })).status).toBe(405)
})

test('keeps an id above 2^53 exact', async () => {
  expect(await (await request('9007199254740993')).text()).toContain('"id":9007199254740993,')
})

test('stops a slow answer when the caller aborts', async () => {
  const controller = new AbortController()
  const answer = request('801', { signal: controller.signal })
  controller.abort(new Error('aborted'))
  await expect(answer).rejects.toThrow('aborted')
})

test('reserves each id once', () => {
  expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length)
})

test('answers any origin as an msw handler', async () => {
  const server = setupServer(linqHandler)
  server.listen({ onUnhandledFrame: 'error' })
  try {
    const response = await fetch(`${linqOrigin}${chatsPath}/45`, { headers: { [tokenHeader]: 'any' } })
    expect(await response.json()).toEqual(documentedChat)
  } finally {
    server.close()
  }
})

test('is the table in this folder’s README', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| `(\d+)` +\| (.+?) +\| `([a-z-]+)` +\|$/gm)]
  expect(rows.map(([, id, label, state]) => ({ id, label, state }))).toEqual(
    samples.map(({ id, label, state }) => ({ id, label, state })),
  )
})
