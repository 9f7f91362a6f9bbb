import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { setupServer } from 'msw/node'
import { expect, test } from 'vitest'

import { documentedChat, documentedNotFound } from '../linq/v2/example.ts'
import { parseChatId } from '../linq/chat-id.ts'
import { readFailure } from '../linq/failure.ts'
import { checkFormat } from '../linq/format-check.ts'
import { documentedV3Chat, v3Failure } from '../linq/v3/example.ts'
import { readChat } from '../linq/read-chat.ts'
import { chatsPath, linqOrigin, tokenHeader, v3ChatsPath } from '../linq/operation.ts'
import { readFoundChats } from '../linq/find.ts'
import { findSamples } from './find-samples.ts'
import { linqHandlers } from './msw.ts'
import { sandbox } from './sandbox.ts'
import { samples } from './samples.ts'
import { v3Samples } from './v3-samples.ts'

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

const requestV3 = (id: string, headers: Record<string, string> = { authorization: 'Bearer any' }) =>
  sandbox(new Request(`${linqOrigin}${v3ChatsPath}/${id}`, { headers }))

test('answers a chat of API v3 without an envelope, and only with its own header', async () => {
  expect(await (await requestV3(documentedV3Chat.id)).json()).toEqual(documentedV3Chat)
  for (const headers of [{}, { authorization: 'Basic any' }, { [tokenHeader]: 'any' }]) {
    const response = await requestV3(documentedV3Chat.id, headers)
    expect([response.status, await response.json()]).toMatchObject([401, { success: false, error: { code: 2004 } }])
  }
})

test('answers a UUID that is not reserved with the documented 404 of API v3', async () => {
  const response = await requestV3('0b8f5cde-7f0b-4a1e-9f43-8e7a4e2f6c11')
  expect([response.status, await response.json()]).toEqual([404, v3Failure(404, 2001, 'Chat not found')])
})

test('answers each sample of API v3 as its kind says', async () => {
  for (const { id, kind } of v3Samples) {
    const response = await requestV3(id)
    const text = await response.text()
    const chatId = parseChatId(id) ?? expect.unreachable()
    if (kind === 'failure') expect(readFailure(text), id).toMatchObject({ documented: 'v3' })
    else {
      expect(readChat(text, chatId), id).toHaveProperty('chat')
      expect(checkFormat(text).length > 0, id).toBe(kind === 'drift')
    }
  }
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
  const all = [...samples, ...v3Samples]
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
})

test('answers any origin as an msw handler', async () => {
  const server = setupServer(...linqHandlers)
  server.listen({ onUnhandledFrame: 'error' })
  try {
    const response = await fetch(`${linqOrigin}${chatsPath}/45`, { headers: { [tokenHeader]: 'any' } })
    expect(await response.json()).toEqual(documentedChat)
  } finally {
    server.close()
  }
})

const list = (query: Record<string, string>, init: RequestInit = { headers: { authorization: 'Bearer any' } }) =>
  sandbox(new Request(`${linqOrigin}${v3ChatsPath}?${new URLSearchParams(query)}`, init))

/** All chats of a handle, page by page. */
async function listAll(to: string) {
  const chats = []
  const pages = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const response = await list({ to, limit: '100', cursor })
    const { found } = readFoundChats(await response.text())
    chats.push(...(found?.chats ?? []))
    pages.push(found?.chats.length)
    cursor = found?.nextCursor ?? null
  }
  return { chats, pages }
}

test.each([
  ['+12025550102', [11]],
  ['+12025550104', [1]],
  ['sam@example.com', [1]],
  ['+12025550160', [10, 10, 3]],
  ['+12025550161', [100, 100, 100, 100, 100, 100, 20]],
  ['+12025550162', [0]],
  ['+12025550199', [0]],
])('lists the chats of %s, and no other', async (to, expected) => {
  const { chats: listed, pages } = await listAll(to)
  expect(pages).toEqual(expected)
  expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length)
  for (const { participants } of listed) expect(participants?.map(({ address }) => address)).toContain(to)
})

test('answers each sample of a search as its state says', async () => {
  for (const { handle, state } of findSamples) {
    const response = await list({ to: handle })
    const body = await response.text()
    if (state === 'ready') expect(readFoundChats(body).found?.chats, handle).not.toHaveLength(0)
    else if (state === 'nothing-found') expect(JSON.parse(body)).toEqual({ chats: [], next_cursor: null })
    else if (state === 'bad-response') expect(readFoundChats(body), handle).toHaveProperty('problem')
    else expect(readFailure(body), handle).toMatchObject({ documented: 'v3' })
  }
})

test('has a number in a group and in no direct chat, and one with chats of every health', async () => {
  expect((await listAll('+12025550104')).chats.map(({ group }) => group)).toEqual([true])
  const healths = (await listAll('+12025550102')).chats.map(({ extras }) => extras?.health?.status)
  expect(healths).toEqual(expect.arrayContaining(['HEALTHY', 'AT_RISK', 'CRITICAL', 'OPTED_OUT']))
})

test('answers a listed chat by its own id too', async () => {
  for (const to of ['+12025550104', '+12025550160', '+12025550161', '+12025550163']) {
    const { chats: listed }: { chats: { id: string }[] } = await (await list({ to, limit: '1' })).json()
    expect(listed).toHaveLength(1)
    for (const chat of listed) expect(await (await requestV3(chat.id)).json()).toEqual(chat)
  }
})

test('lists 20 chats without a limit, and 100 at most', async () => {
  for (const [query, count] of [
    [{}, 20],
    [{ limit: '7' }, 7],
    [{ limit: '500' }, 100],
  ] as const) {
    const { chats: listed }: { chats: unknown[] } = await (await list({ to: '+12025550161', ...query })).json()
    expect(listed).toHaveLength(count)
  }
})

test('lists nothing without a token, for a handle in another form, and with another method', async () => {
  expect((await list({ to: '+12025550102' }, {})).status).toBe(401)
  for (const to of ['12025550102', '', ' 12025550102', '2025550102', 'sam@localhost']) {
    const response = await list({ to })
    expect([response.status, await response.json()], to).toMatchObject([400, { error: { code: 1002 } }])
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    expect((await list({ to: '+12025550102' }, { method, headers: { authorization: 'Bearer any' } })).status).toBe(405)
})

test('is the table in this folder’s README', () => {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| `([\da-f-]+)` +\| (.+?) +\| `([a-z-]+)` +\|$/gm)]
  expect(rows.map(([, id, label, state]) => ({ id, label, state }))).toEqual(
    [...samples, ...v3Samples].map(({ id, label, state }) => ({ id, label, state })),
  )
  const handles = [...readme.matchAll(/^\| `(\+\d+|\S+@\S+)` +\| (.+?) +\| `([a-z-]+)` +\|$/gm)]
  expect(handles.map(([, handle, label, state]) => ({ handle, label, state }))).toEqual(
    findSamples.map(({ handle, label, state }) => ({ handle, label, state })),
  )
})
