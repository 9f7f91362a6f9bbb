import { expect, test, vi } from 'vitest'

import { parseChatId } from '../linq/chat-id.ts'
import type { Identity, SignIn } from './sign-in/identity.ts'
import { chatBody, setUp } from './testing.ts'

const id = parseChatId('45') ?? expect.unreachable()
const request = (signal?: AbortSignal) =>
  new Request('http://console.test/chats/45', { headers: { host: 'console.test' }, ...(signal && { signal }) })
const chat = () => new Response(chatBody)

const page = { hidden: false, tooLong: Infinity }

const person = { id: 'p1', email: 'ana@example.com', name: null, groups: [] }
const signInAs = (identity: Identity): SignIn => ({
  kind: 'oidc',
  identify: async () => identity,
  act: async () => null,
})

test('looks up like a request of the page’s own: one call, one audit line, one log line', async () => {
  const { gateway, asked, audited, lines, events } = setUp(chat)
  const lookup = await gateway.lookUpForPage(id, request(), {}, page)
  const answer = await lookup.answer
  expect(answer).toMatchObject({ status: 200, code: null })
  expect(asked.map(({ url }) => new URL(url).pathname)).toEqual(['/api/partner/v2/chats/45'])
  expect(audited).toEqual([
    { time: expect.any(String), requestId: lookup.requestId, person: null, chatId: '45', outcome: 'ok', hidden: false },
  ])
  expect(lines).toMatchObject([{ requestId: lookup.requestId, chatId: '45', status: 200 }])
  expect(events.map(({ kind }) => kind)).toEqual(['began', 'called', 'ended'])
  expect(lookup).toMatchObject({ cookies: [], session: null })
})

test('writes down that the page hides personal data', async () => {
  const { gateway, audited } = setUp(chat)
  await (
    await gateway.lookUpForPage(id, request(), {}, { ...page, hidden: true })
  ).answer
  expect(audited).toMatchObject([{ hidden: true }])
})

test('knows who is signed in before the answer is there, and renews the session then', async () => {
  const { gateway, audited } = setUp(chat, {
    signIn: signInAs({ kind: 'person', person, allowed: true, until: null, renew: async () => 'session=new' }),
  })
  const lookup = await gateway.lookUpForPage(id, request(), {}, page)
  expect(lookup.cookies).toEqual(['session=new'])
  expect(JSON.parse(lookup.session ?? '')).toMatchObject({ signIn: 'oidc', person: { id: 'p1' }, allowed: true })
  await lookup.answer
  expect(audited).toMatchObject([{ person: 'ana@example.com' }])
})

test.each([
  [{ kind: 'nobody' }, 'sign_in_required'],
  [{ kind: 'person', person, allowed: false, until: null }, 'not_allowed'],
  [{ kind: 'unavailable' }, 'sign_in_unavailable'],
] as [Identity, string][])('asks Linq nothing for %j', async (identity, code) => {
  const { gateway, asked, audited } = setUp(chat, { signIn: signInAs(identity) })
  const lookup = await gateway.lookUpForPage(id, request(), {}, page)
  expect(await lookup.answer).toMatchObject({ code })
  expect(asked).toEqual([])
  expect(audited).toEqual([])
  // What could not be checked is not told: the page asks by itself.
  expect(lookup.session === null).toBe(identity.kind === 'unavailable')
})

test('a sign-in that breaks is a failure of ours, with the request’s id', async () => {
  const broken: SignIn = { ...signInAs({ kind: 'nobody' }), identify: () => Promise.reject(new Error('keys')) }
  const { gateway, bugs, asked } = setUp(chat, { signIn: broken })
  const lookup = await gateway.lookUpForPage(id, request(), {}, page)
  expect(await lookup.answer).toMatchObject({ status: 500, body: expect.stringContaining(lookup.requestId) })
  expect(bugs).toHaveLength(1)
  expect(asked).toEqual([])
})

test('a page that goes without its answer leaves the call to its own request, and no audit line', async () => {
  const answer = Promise.withResolvers<Response>()
  const { gateway, ask, asked, audited } = setUp(() => answer.promise)
  const lookup = await gateway.lookUpForPage(id, request(), {}, page)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  lookup.leave()
  const own = ask('/api/partner/v2/chats/45')
  answer.resolve(chat())
  expect((await own).status).toBe(200)
  expect(await lookup.answer).toMatchObject({ code: 'client_left' })
  expect(asked).toHaveLength(1)
  expect(audited).toMatchObject([{ outcome: 'ok' }])
})

test('an answer that is too long to come along is audited when the page asks for it', async () => {
  const { gateway, ask, asked, audited } = setUp(chat)
  const lookup = await gateway.lookUpForPage(id, request(), {}, { ...page, tooLong: chatBody.length })
  expect(await lookup.answer).toMatchObject({ code: 'client_left' })
  expect(audited).toEqual([])
  expect((await ask('/api/partner/v2/chats/45')).status).toBe(200)
  expect(audited).toHaveLength(1)
  expect(asked).toHaveLength(2)
})

test('a call that no request takes over ends', async () => {
  vi.useFakeTimers()
  try {
    const { gateway, asked } = setUp(() => new Promise<Response>(() => {}), { timeoutMs: 60_000 })
    const lookup = await gateway.lookUpForPage(id, request(), {}, page)
    lookup.leave()
    await vi.advanceTimersByTimeAsync(4900)
    expect(asked[0]?.signal.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    expect(asked[0]?.signal.aborted).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('a browser that leaves ends the call', async () => {
  const leaving = new AbortController()
  const { gateway, asked } = setUp(() => new Promise<Response>(() => {}))
  const lookup = await gateway.lookUpForPage(id, request(leaving.signal), {}, page)
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  leaving.abort()
  expect(await lookup.answer).toMatchObject({ code: 'client_left' })
  expect(asked[0]?.signal.aborted).toBe(true)
})
