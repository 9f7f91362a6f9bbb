import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { setupServer } from 'msw/node'
import { expect, test } from 'vitest'

import { documentedChat, documentedNotFound } from '../linq/v2/example.ts'
import { chatsPath, linqOrigin, tokenHeader } from '../linq/v2/operation.ts'
import { linqHandler } from './msw.ts'
import { sandbox } from './sandbox.ts'
import { samples } from './samples.ts'

const ask = (id: string, init: RequestInit = {}) =>
  sandbox(new Request(`${linqOrigin}${chatsPath}/${id}`, { headers: { [tokenHeader]: 'any' }, ...init }))

test('answers chat 45 with the documented example to the letter', async () => {
  const response = await ask('45')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual(documentedChat)
})

test('answers an id that is not reserved with the documented 404', async () => {
  const response = await ask('46')
  expect(response.status).toBe(404)
  expect(await response.json()).toEqual(documentedNotFound)
})

test('answers 401 without the token header, as the live service does', async () => {
  expect((await ask('45', { headers: {} })).status).toBe(401)
})

test.each(['find', '45/chat_messages', '45/../find'])('knows no other operation: %s', async (path) => {
  expect((await ask(path)).status).toBe(404)
})

test('only reads', async () => {
  expect((await ask('45', { method: 'POST' })).status).toBe(405)
})

test('keeps an id beyond 2^53 as it is', async () => {
  expect(await (await ask('9007199254740993')).text()).toContain('"id":9007199254740993,')
})

test('stops a slow answer when the caller leaves', async () => {
  const leaving = new AbortController()
  const answer = ask('801', { signal: leaving.signal })
  leaving.abort(new Error('left'))
  await expect(answer).rejects.toThrow('left')
})

test('reserves each id once', () => {
  expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length)
})

test('stands behind any origin as an msw handler', async () => {
  const server = setupServer(linqHandler)
  server.listen({ onUnhandledFrame: 'error' })
  try {
    const response = await fetch(`${linqOrigin}${chatsPath}/45`, { headers: { [tokenHeader]: 'any' } })
    expect(await response.json()).toEqual(documentedChat)
  } finally {
    server.close()
  }
})

test('the table in the README is this one', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')
  const rows = [...readme.matchAll(/`(\d+)` +\| (.+?) +\| `([a-z-]+)` +(?=\|)/g)].map(([, id, label, state]) => ({
    id,
    label,
    state,
  }))
  // Two samples a line, so the order is another.
  const wanted = samples.map(({ id, label, state }) => ({ id, label, state }))
  expect(rows.toSorted(byId)).toEqual(wanted.toSorted(byId))
})

const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }) => Number(a.id) - Number(b.id)
